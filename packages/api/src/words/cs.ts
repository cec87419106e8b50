import type { Words } from '@tyck/shared/contract/surveys'

export const cs: Words = {
  send: 'Odeslat',
  skip: 'Přeskočit',
  change: 'Změnit',
  dismiss: 'Zavřít',
  saving: 'Ukládá se…',
  saved: 'Uloženo',
  willSend: 'Odešle se později',
  notSaved: 'Neuloženo',
  comment: 'Chcete něco dodat?',
  reasons: 'Čeho se to týkalo?',
  charactersLeft: 'Zbývá znaků: {n}',
  survey: 'Krátká otázka',
}
