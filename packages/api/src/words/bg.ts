import type { Words } from '@tyck/shared/contract/surveys'

export const bg: Words = {
  send: 'Изпращане',
  skip: 'Пропускане',
  change: 'Промяна',
  dismiss: 'Затваряне',
  saving: 'Запазва се…',
  saved: 'Запазено',
  willSend: 'Ще се изпрати по-късно',
  notSaved: 'Не е запазено',
  comment: 'Искате ли да добавите нещо?',
  reasons: 'За какво се отнася?',
  charactersLeft: 'Оставащи знаци: {n}',
  survey: 'Кратък въпрос',
}
