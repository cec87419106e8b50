import type { Words } from '@tyck/shared/contract/surveys'

export const ar: Words = {
  send: 'إرسال',
  skip: 'تخطّي',
  change: 'تغيير',
  dismiss: 'إغلاق',
  saving: 'جارٍ الحفظ…',
  saved: 'تم الحفظ',
  willSend: 'سيتم الإرسال لاحقًا',
  notSaved: 'لم يتم الحفظ',
  comment: 'هل تودّ إضافة أي شيء؟',
  reasons: 'بماذا يتعلّق الأمر؟',
  // The mark keeps the sign of a negative number on its left.
  charactersLeft: 'الأحرف المتبقية: \u200e{n}',
  survey: 'سؤال قصير',
}
