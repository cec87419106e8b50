import type { Words } from '@tyck/shared/contract/surveys'

export const nl: Words = {
  send: 'Versturen',
  skip: 'Overslaan',
  change: 'Wijzigen',
  dismiss: 'Sluiten',
  saving: 'Bezig met opslaan…',
  saved: 'Opgeslagen',
  willSend: 'Wordt later verstuurd',
  notSaved: 'Niet opgeslagen',
  comment: 'Wil je nog iets toevoegen?',
  reasons: 'Waar ging het over?',
  charactersLeft: 'Resterende tekens: {n}',
  survey: 'Een korte vraag',
}
