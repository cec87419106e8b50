import type { Words } from '@tyck/shared/contract/surveys'

export const srLatn: Words = {
  send: 'Pošalji',
  skip: 'Preskoči',
  change: 'Promeni',
  dismiss: 'Zatvori',
  saving: 'Čuva se…',
  saved: 'Sačuvano',
  willSend: 'Biće poslato kasnije',
  notSaved: 'Nije sačuvano',
  comment: 'Želite li nešto da dodate?',
  reasons: 'Na šta se to odnosi?',
  charactersLeft: 'Preostalo znakova: {n}',
  survey: 'Kratko pitanje',
}
