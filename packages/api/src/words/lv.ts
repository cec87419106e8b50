import type { Words } from '@tyck/shared/contract/surveys'

export const lv: Words = {
  send: 'Sūtīt',
  skip: 'Izlaist',
  change: 'Mainīt',
  dismiss: 'Aizvērt',
  saving: 'Notiek saglabāšana…',
  saved: 'Saglabāts',
  willSend: 'Tiks nosūtīts vēlāk',
  notSaved: 'Nav saglabāts',
  comment: 'Vai vēlaties ko piebilst?',
  reasons: 'Ar ko tas bija saistīts?',
  charactersLeft: 'Atlikušās rakstzīmes: {n}',
  survey: 'Īss jautājums',
}
