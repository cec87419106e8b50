import type { Words } from '@tyck/shared/contract/surveys'

export const fa: Words = {
  send: 'ارسال',
  skip: 'رد شدن',
  change: 'تغییر',
  dismiss: 'بستن',
  saving: 'در حال ذخیره…',
  saved: 'ذخیره شد',
  willSend: 'بعداً ارسال می‌شود',
  notSaved: 'ذخیره نشد',
  comment: 'می‌خواهید چیزی اضافه کنید؟',
  reasons: 'موضوع چه بود؟',
  // The mark keeps the sign of a negative number on its left.
  charactersLeft: 'نویسه‌های باقی‌مانده: \u200e{n}',
  survey: 'یک پرسش کوتاه',
}
