import type { Words } from '@tyck/shared/contract/surveys'

export const de: Words = {
  send: 'Senden',
  skip: 'Überspringen',
  change: 'Ändern',
  dismiss: 'Schließen',
  saving: 'Wird gespeichert\u00a0…',
  saved: 'Gespeichert',
  willSend: 'Wird später gesendet',
  notSaved: 'Nicht gespeichert',
  comment: 'Möchten Sie etwas hinzufügen?',
  reasons: 'Worum ging es?',
  charactersLeft: 'Verbleibende Zeichen: {n}',
  survey: 'Eine kurze Frage',
}
