import type { Words } from '@tyck/shared/contract/surveys'

export const sl: Words = {
  send: 'Pošlji',
  skip: 'Preskoči',
  change: 'Spremeni',
  dismiss: 'Zapri',
  saving: 'Shranjevanje\u00a0…',
  saved: 'Shranjeno',
  willSend: 'Poslano bo pozneje',
  notSaved: 'Ni shranjeno',
  comment: 'Želite še kaj dodati?',
  reasons: 'Na kaj se to nanaša?',
  charactersLeft: 'Preostali znaki: {n}',
  survey: 'Kratko vprašanje',
}
