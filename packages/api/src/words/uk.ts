import type { Words } from '@tyck/shared/contract/surveys'

export const uk: Words = {
  send: 'Надіслати',
  skip: 'Пропустити',
  change: 'Змінити',
  dismiss: 'Закрити',
  saving: 'Збереження…',
  saved: 'Збережено',
  willSend: 'Буде надіслано пізніше',
  notSaved: 'Не збережено',
  comment: 'Хочете щось додати?',
  reasons: 'Чого це стосувалося?',
  charactersLeft: 'Залишилося символів: {n}',
  survey: 'Коротке запитання',
}
