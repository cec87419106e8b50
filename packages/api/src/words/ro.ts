import type { Words } from '@tyck/shared/contract/surveys'

export const ro: Words = {
  send: 'Trimite',
  skip: 'Omite',
  change: 'Modifică',
  dismiss: 'Închide',
  saving: 'Se salvează…',
  saved: 'Salvat',
  willSend: 'Se va trimite mai târziu',
  notSaved: 'Nu s-a salvat',
  comment: 'Doriți să adăugați ceva?',
  reasons: 'Care este motivul?',
  charactersLeft: 'Caractere rămase: {n}',
  survey: 'O întrebare scurtă',
}
