import type { DemoTouchpoint } from './demoTouchpoint.ts'

/** Asked on a product's page, for what it lacks. */
export const productPage: DemoTouchpoint = {
  key: 'product.page',
  name: 'Product page',
  metadata: { product: 'string', price: 'number', device: 'string', appVersion: 'string' },
  before: { rules: { daysAgo: 41, sampleRate: 0.5 } },
  survey: {
    metric: 'stars',
    defaultLocale: 'en',
    locales: {
      en: {
        question: 'How helpful is this page?',
        lowLabel: 'Not helpful',
        highLabel: 'Very helpful',
        optionLabels: ['1 star', '2 stars', '3 stars', '4 stars', '5 stars'],
        followUps: { dissatisfied: 'What is missing?', neutral: 'What is missing?' },
        reasons: {},
        thanks: 'Thank you.',
      },
      sv: {
        question: 'Hur användbar är den här sidan?',
        lowLabel: 'Inte användbar',
        highLabel: 'Mycket användbar',
        optionLabels: ['1 stjärna', '2 stjärnor', '3 stjärnor', '4 stjärnor', '5 stjärnor'],
        followUps: { dissatisfied: 'Vad saknas?', neutral: 'Vad saknas?' },
        reasons: {},
        thanks: 'Tack.',
      },
      de: {
        question: 'Wie hilfreich ist diese Seite?',
        lowLabel: 'Nicht hilfreich',
        highLabel: 'Sehr hilfreich',
        optionLabels: ['1 Stern', '2 Sterne', '3 Sterne', '4 Sterne', '5 Sterne'],
        followUps: { dissatisfied: 'Was fehlt?', neutral: 'Was fehlt?' },
        reasons: {},
        thanks: 'Vielen Dank.',
      },
      ja: {
        question: 'このページはお役に立ちましたか？',
        lowLabel: '役に立たなかった',
        highLabel: 'とても役に立った',
        optionLabels: ['星1つ', '星2つ', '星3つ', '星4つ', '星5つ'],
        followUps: { dissatisfied: '足りない点は？', neutral: '足りない点は？' },
        reasons: {},
        thanks: 'ありがとうございました。',
      },
      ar: {
        question: 'ما مدى فائدة هذه الصفحة؟',
        lowLabel: 'غير مفيدة',
        highLabel: 'مفيدة جدًا',
        optionLabels: ['نجمة واحدة', 'نجمتان', '3 نجوم', '4 نجوم', '5 نجوم'],
        followUps: { dissatisfied: 'ما الذي ينقصها؟', neutral: 'ما الذي ينقصها؟' },
        reasons: {},
        thanks: 'شكرًا لك.',
      },
    },
  },
}
