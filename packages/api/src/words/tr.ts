import type { Words } from '@tyck/shared/contract/surveys'

export const tr: Words = {
  send: 'Gönder',
  skip: 'Atla',
  change: 'Değiştir',
  dismiss: 'Kapat',
  saving: 'Kaydediliyor…',
  saved: 'Kaydedildi',
  willSend: 'Daha sonra gönderilecek',
  notSaved: 'Kaydedilmedi',
  comment: 'Eklemek istediğiniz bir şey var mı?',
  reasons: 'Neyle ilgiliydi?',
  charactersLeft: 'Kalan karakter: {n}',
  survey: 'Kısa bir soru',
}
