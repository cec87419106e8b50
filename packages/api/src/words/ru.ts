import type { Words } from '@tyck/shared/contract/surveys'

export const ru: Words = {
  send: 'Отправить',
  skip: 'Пропустить',
  change: 'Изменить',
  dismiss: 'Закрыть',
  saving: 'Сохранение…',
  saved: 'Сохранено',
  willSend: 'Будет отправлено позже',
  notSaved: 'Не сохранено',
  comment: 'Хотите что-нибудь добавить?',
  reasons: 'С чем это связано?',
  charactersLeft: 'Осталось символов: {n}',
  survey: 'Короткий вопрос',
}
