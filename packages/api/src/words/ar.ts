import type { Words } from '@tyck/shared/contract'

export const ar: Words = {
  send: 'إرسال',
  skip: 'تخطّي',
  change: 'تغيير',
  dismiss: 'إغلاق',
  saving: 'جارٍ الحفظ…',
  saved: 'تم الحفظ',
  willSend: 'سيُرسَل لاحقًا',
  notSaved: 'لم يُحفَظ',
  comment: 'هل تودّ إضافة شيء؟',
  charactersLeft: 'الأحرف المتبقية: {n}',
  survey: 'سؤال قصير',
}
