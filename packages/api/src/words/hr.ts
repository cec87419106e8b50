import type { Words } from '@tyck/shared/contract/surveys'

export const hr: Words = {
  send: 'Pošalji',
  skip: 'Preskoči',
  change: 'Promijeni',
  dismiss: 'Zatvori',
  saving: 'Spremanje…',
  saved: 'Spremljeno',
  willSend: 'Poslat će se kasnije',
  notSaved: 'Nije spremljeno',
  comment: 'Želite li nešto dodati?',
  reasons: 'Na što se to odnosi?',
  charactersLeft: 'Preostalo znakova: {n}',
  survey: 'Kratko pitanje',
}
