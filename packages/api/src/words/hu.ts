import type { Words } from '@tyck/shared/contract/surveys'

export const hu: Words = {
  send: 'Küldés',
  skip: 'Kihagyás',
  change: 'Módosítás',
  dismiss: 'Bezárás',
  saving: 'Mentés…',
  saved: 'Mentve',
  willSend: 'Később elküldjük',
  notSaved: 'Nincs mentve',
  comment: 'Szeretne hozzáfűzni valamit?',
  reasons: 'Miről volt szó?',
  charactersLeft: 'Hátralévő karakterek: {n}',
  survey: 'Egy rövid kérdés',
}
