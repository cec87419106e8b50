import type { Words } from '@tyck/shared/contract/surveys'

export const da: Words = {
  send: 'Send',
  skip: 'Spring over',
  change: 'Ændr',
  dismiss: 'Luk',
  saving: 'Gemmer…',
  saved: 'Gemt',
  willSend: 'Sendes senere',
  notSaved: 'Ikke gemt',
  comment: 'Vil du tilføje noget?',
  reasons: 'Hvad handlede det om?',
  charactersLeft: 'Tegn tilbage: {n}',
  survey: 'Et kort spørgsmål',
}
