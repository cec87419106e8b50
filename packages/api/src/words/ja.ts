import type { Words } from '@tyck/shared/contract/surveys'

export const ja: Words = {
  send: '送信',
  skip: 'スキップ',
  change: '変更',
  dismiss: '閉じる',
  saving: '保存中…',
  saved: '保存しました',
  willSend: '後で送信します',
  notSaved: '保存できませんでした',
  comment: 'ご意見があればお聞かせください',
  reasons: 'どのような点についてですか？',
  charactersLeft: '残り文字数：{n}',
  survey: '簡単なアンケート',
}
