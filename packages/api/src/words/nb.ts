import type { Words } from '@tyck/shared/contract/surveys'

export const nb: Words = {
  send: 'Send',
  skip: 'Hopp over',
  change: 'Endre',
  dismiss: 'Lukk',
  saving: 'Lagrer…',
  saved: 'Lagret',
  willSend: 'Sendes senere',
  notSaved: 'Ikke lagret',
  comment: 'Vil du legge til noe?',
  reasons: 'Hva gjaldt det?',
  charactersLeft: 'Tegn igjen: {n}',
  survey: 'Et kort spørsmål',
}
