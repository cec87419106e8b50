import type { Words } from '@tyck/shared/contract/surveys'

export const zhHant: Words = {
  send: '送出',
  skip: '略過',
  change: '變更',
  dismiss: '關閉',
  saving: '正在儲存…',
  saved: '已儲存',
  willSend: '稍後將自動送出',
  notSaved: '未儲存',
  comment: '還有什麼想補充的嗎？',
  reasons: '是關於哪方面的？',
  charactersLeft: '剩餘字數：{n}',
  survey: '一個簡短的問題',
}
