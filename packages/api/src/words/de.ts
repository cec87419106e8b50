import type { Words } from '@tyck/shared/contract'

export const de: Words = {
  send: 'Senden',
  skip: 'Überspringen',
  change: 'Ändern',
  dismiss: 'Schließen',
  saving: 'Wird gespeichert …',
  saved: 'Gespeichert',
  willSend: 'Wird noch gesendet',
  notSaved: 'Nicht gespeichert',
  comment: 'Möchten Sie etwas hinzufügen?',
  charactersLeft: 'Noch {n} Zeichen',
  survey: 'Eine kurze Frage',
}
