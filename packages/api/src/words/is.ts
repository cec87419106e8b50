import type { Words } from '@tyck/shared/contract/surveys'

export const is: Words = {
  send: 'Senda',
  skip: 'Sleppa',
  change: 'Breyta',
  dismiss: 'Loka',
  saving: 'Vistar…',
  saved: 'Vistað',
  willSend: 'Verður sent síðar',
  notSaved: 'Ekki vistað',
  comment: 'Viltu bæta einhverju við?',
  reasons: 'Um hvað snerist það?',
  charactersLeft: 'Stafir eftir: {n}',
  survey: 'Stutt spurning',
}
