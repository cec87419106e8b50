import type { Words } from '@tyck/shared/contract/surveys'

export const he: Words = {
  send: 'שליחה',
  skip: 'דילוג',
  change: 'שינוי',
  dismiss: 'סגירה',
  saving: 'מתבצעת שמירה…',
  saved: 'נשמר',
  willSend: 'יישלח מאוחר יותר',
  notSaved: 'לא נשמר',
  comment: 'רוצה להוסיף משהו?',
  reasons: 'מה הייתה הסיבה?',
  // The mark keeps the sign of a negative number on its left.
  charactersLeft: 'תווים שנותרו: \u200e{n}',
  survey: 'שאלה קצרה',
}
