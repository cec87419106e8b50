import type { Words } from '@tyck/shared/contract'

export const fr: Words = {
  send: 'Envoyer',
  skip: 'Passer',
  change: 'Modifier',
  dismiss: 'Fermer',
  saving: 'Enregistrement…',
  saved: 'Enregistré',
  willSend: 'Sera envoyé',
  notSaved: 'Non enregistré',
  comment: 'Souhaitez-vous ajouter quelque chose ?',
  charactersLeft: '{n} caractères restants',
  survey: 'Une courte question',
}
