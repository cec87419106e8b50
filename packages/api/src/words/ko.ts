import type { Words } from '@tyck/shared/contract/surveys'

export const ko: Words = {
  send: '보내기',
  skip: '건너뛰기',
  change: '변경',
  dismiss: '닫기',
  saving: '저장 중…',
  saved: '저장됨',
  willSend: '나중에 전송 예정',
  notSaved: '저장되지 않음',
  comment: '더 하고 싶은 말씀이 있으신가요?',
  reasons: '어떤 점 때문이었나요?',
  charactersLeft: '남은 글자 수: {n}',
  survey: '간단한 질문',
}
