import type { Words } from '@tyck/shared/contract/surveys'

export const ca: Words = {
  send: 'Envia',
  skip: 'Omet',
  change: 'Canvia',
  dismiss: 'Tanca',
  saving: 'S’està desant…',
  saved: 'S’ha desat',
  willSend: 'S’enviarà més tard',
  notSaved: 'No s’ha desat',
  comment: 'Vols afegir-hi alguna cosa?',
  reasons: 'Quin n’és el motiu?',
  charactersLeft: 'Caràcters restants: {n}',
  survey: 'Una pregunta breu',
}
