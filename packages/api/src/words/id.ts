import type { Words } from '@tyck/shared/contract/surveys'

export const id: Words = {
  send: 'Kirim',
  skip: 'Lewati',
  change: 'Ubah',
  dismiss: 'Tutup',
  saving: 'Menyimpan…',
  saved: 'Tersimpan',
  willSend: 'Akan dikirim nanti',
  notSaved: 'Tidak tersimpan',
  comment: 'Ada yang ingin Anda tambahkan?',
  reasons: 'Ini tentang apa?',
  charactersLeft: 'Sisa karakter: {n}',
  survey: 'Pertanyaan singkat',
}
