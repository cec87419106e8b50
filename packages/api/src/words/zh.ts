import type { Words } from '@tyck/shared/contract/surveys'

export const zh: Words = {
  send: '提交',
  skip: '跳过',
  change: '更改',
  dismiss: '关闭',
  saving: '正在保存…',
  saved: '已保存',
  willSend: '稍后将自动提交',
  notSaved: '未保存',
  comment: '还有什么想补充的吗？',
  reasons: '是关于哪方面的？',
  charactersLeft: '剩余字数：{n}',
  survey: '一个简短的问题',
}
