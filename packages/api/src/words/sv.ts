import type { Words } from '@tyck/shared/contract/surveys'

export const sv: Words = {
  send: 'Skicka',
  skip: 'Hoppa över',
  change: 'Ändra',
  dismiss: 'Stäng',
  saving: 'Sparar…',
  saved: 'Sparat',
  willSend: 'Skickas senare',
  notSaved: 'Inte sparat',
  comment: 'Vill du lägga till något?',
  reasons: 'Vad gällde det?',
  charactersLeft: 'Tecken kvar: {n}',
  survey: 'En kort fråga',
}
