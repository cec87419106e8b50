import type { Words } from '@tyck/shared/contract/surveys'

export const et: Words = {
  send: 'Saada',
  skip: 'Jäta vahele',
  change: 'Muuda',
  dismiss: 'Sule',
  saving: 'Salvestamine…',
  saved: 'Salvestatud',
  willSend: 'Saadetakse hiljem',
  notSaved: 'Salvestamata',
  comment: 'Kas soovite midagi lisada?',
  reasons: 'Millega see oli seotud?',
  charactersLeft: 'Tähemärke jäänud: {n}',
  survey: 'Lühike küsimus',
}
