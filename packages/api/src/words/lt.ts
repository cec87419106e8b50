import type { Words } from '@tyck/shared/contract/surveys'

export const lt: Words = {
  send: 'Siųsti',
  skip: 'Praleisti',
  change: 'Keisti',
  dismiss: 'Uždaryti',
  saving: 'Išsaugoma…',
  saved: 'Išsaugota',
  willSend: 'Bus išsiųsta vėliau',
  notSaved: 'Neišsaugota',
  comment: 'Ar norėtumėte ką nors pridurti?',
  reasons: 'Su kuo tai susiję?',
  charactersLeft: 'Liko simbolių: {n}',
  survey: 'Trumpas klausimas',
}
