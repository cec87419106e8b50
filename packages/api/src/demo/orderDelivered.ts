import type { DemoTouchpoint } from './demoTouchpoint.ts'

/** Asked in the corner of an order's page, once it has arrived. */
export const orderDelivered: DemoTouchpoint = {
  key: 'order.delivered',
  name: 'Delivery',
  metadata: { orderId: 'string', carrier: 'string', device: 'string', appVersion: 'string' },
  rules: { placement: 'corner', delaySeconds: 3 },
  before: {
    survey: {
      daysAgo: 47,
      series: 'same-question',
      note: 'Says "satisfied", as its labels do',
      questions: {
        en: 'How happy are you with your delivery?',
        sv: 'Hur glad är du över leveransen?',
        de: 'Wie glücklich sind Sie mit Ihrer Lieferung?',
      },
    },
  },
  survey: {
    metric: 'csat',
    defaultLocale: 'en',
    locales: {
      en: {
        question: 'How satisfied are you with your delivery?',
        lowLabel: 'Very dissatisfied',
        highLabel: 'Very satisfied',
        followUps: {
          dissatisfied: 'What went wrong?',
          neutral: 'What could have been better?',
          satisfied: 'What went well?',
        },
        reasons: {
          dissatisfied: [
            { key: 'late', label: 'It came late' },
            { key: 'damaged', label: 'Something was damaged' },
            { key: 'place', label: 'The wrong place' },
          ],
        },
        thanks: 'Thank you. We pass it on.',
      },
      sv: {
        question: 'Hur nöjd är du med leveransen?',
        lowLabel: 'Mycket missnöjd',
        highLabel: 'Mycket nöjd',
        followUps: {
          dissatisfied: 'Vad gick fel?',
          neutral: 'Vad kunde ha varit bättre?',
          satisfied: 'Vad gick bra?',
        },
        reasons: {
          dissatisfied: [
            { key: 'late', label: 'Den kom sent' },
            { key: 'damaged', label: 'Något var skadat' },
            { key: 'place', label: 'Fel plats' },
          ],
        },
        thanks: 'Tack. Vi för det vidare.',
      },
      de: {
        question: 'Wie zufrieden sind Sie mit Ihrer Lieferung?',
        lowLabel: 'Sehr unzufrieden',
        highLabel: 'Sehr zufrieden',
        followUps: {
          dissatisfied: 'Was ist schiefgelaufen?',
          neutral: 'Was hätte besser sein können?',
          satisfied: 'Was lief gut?',
        },
        reasons: {
          dissatisfied: [
            { key: 'late', label: 'Sie kam zu spät' },
            { key: 'damaged', label: 'Etwas war beschädigt' },
            { key: 'place', label: 'Falscher Ort' },
          ],
        },
        thanks: 'Vielen Dank. Wir geben es weiter.',
      },
      ja: {
        question: '今回の配送にはどの程度満足していますか？',
        lowLabel: 'とても不満',
        highLabel: 'とても満足',
        followUps: {
          dissatisfied: '問題があった点は？',
          neutral: '改善できる点は？',
          satisfied: '良かった点は？',
        },
        reasons: {
          dissatisfied: [
            { key: 'late', label: '到着が遅かった' },
            { key: 'damaged', label: '破損があった' },
            { key: 'place', label: '届いた場所が違った' },
          ],
        },
        thanks: 'ありがとうございました。担当者に伝えます。',
      },
      ar: {
        question: 'ما مدى رضاك عن توصيل طلبك؟',
        lowLabel: 'غير راضٍ إطلاقًا',
        highLabel: 'راضٍ جدًا',
        followUps: {
          dissatisfied: 'ما الذي حدث؟',
          neutral: 'ما الذي كان يمكن أن يكون أفضل؟',
          satisfied: 'ما الذي أعجبك؟',
        },
        reasons: {
          dissatisfied: [
            { key: 'late', label: 'وصل متأخرًا' },
            { key: 'damaged', label: 'كان هناك تلف' },
            { key: 'place', label: 'في المكان الخطأ' },
          ],
        },
        thanks: 'شكرًا لك. سننقل ذلك إلى الفريق.',
      },
    },
  },
}
