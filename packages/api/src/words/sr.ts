import type { Words } from '@tyck/shared/contract/surveys'

export const sr: Words = {
  send: 'Пошаљи',
  skip: 'Прескочи',
  change: 'Промени',
  dismiss: 'Затвори',
  saving: 'Чува се…',
  saved: 'Сачувано',
  willSend: 'Биће послато касније',
  notSaved: 'Није сачувано',
  comment: 'Желите ли нешто да додате?',
  reasons: 'На шта се то односи?',
  charactersLeft: 'Преостало знакова: {n}',
  survey: 'Кратко питање',
}
