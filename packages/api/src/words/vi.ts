import type { Words } from '@tyck/shared/contract/surveys'

export const vi: Words = {
  send: 'Gửi',
  skip: 'Bỏ qua',
  change: 'Thay đổi',
  dismiss: 'Đóng',
  saving: 'Đang lưu…',
  saved: 'Đã lưu',
  willSend: 'Sẽ gửi sau',
  notSaved: 'Không lưu được',
  comment: 'Bạn có muốn bổ sung điều gì không?',
  reasons: 'Liên quan đến điều gì?',
  charactersLeft: 'Số ký tự còn lại: {n}',
  survey: 'Một câu hỏi ngắn',
}
