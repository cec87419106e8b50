import type { Words } from '@tyck/shared/contract/surveys'

export const fr: Words = {
  send: 'Envoyer',
  skip: 'Passer',
  change: 'Modifier',
  dismiss: 'Fermer',
  saving: 'Enregistrement…',
  saved: 'Enregistré',
  willSend: 'Sera envoyé plus tard',
  notSaved: 'Non enregistré',
  comment: 'Souhaitez-vous ajouter quelque chose\u202f?',
  reasons: 'Pour quelles raisons\u202f?',
  charactersLeft: 'Caractères restants\u00a0: {n}',
  survey: 'Une courte question',
}
