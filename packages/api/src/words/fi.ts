import type { Words } from '@tyck/shared/contract/surveys'

export const fi: Words = {
  send: 'Lähetä',
  skip: 'Ohita',
  change: 'Muuta',
  dismiss: 'Sulje',
  saving: 'Tallennetaan…',
  saved: 'Tallennettu',
  willSend: 'Lähetetään myöhemmin',
  notSaved: 'Ei tallennettu',
  comment: 'Haluatko lisätä jotain?',
  reasons: 'Mistä oli kyse?',
  charactersLeft: 'Merkkejä jäljellä: {n}',
  survey: 'Lyhyt kysymys',
}
