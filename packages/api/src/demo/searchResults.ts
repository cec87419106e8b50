import type { DemoTouchpoint } from './demoTouchpoint.ts'

/** Asked beneath what a search found. */
export const searchResults: DemoTouchpoint = {
  key: 'search.results',
  name: 'Search results',
  metadata: { results: 'number', device: 'string', appVersion: 'string' },
  before: {
    survey: {
      daysAgo: 63,
      series: 'new-question',
      note: 'Asks whether it was found, not whether the page helped',
      questions: {
        en: 'Was this page helpful?',
        sv: 'Hade du nytta av den här sidan?',
        de: 'War diese Seite hilfreich?',
        ja: 'このページは役に立ちましたか？',
        ar: 'هل كانت هذه الصفحة مفيدة؟',
      },
    },
  },
  survey: {
    metric: 'thumbs',
    defaultLocale: 'en',
    locales: {
      en: {
        question: 'Did you find what you were looking for?',
        optionLabels: ['No', 'Yes'],
        followUps: { down: 'What were you looking for?' },
        reasons: {},
        thanks: 'Thank you.',
      },
      sv: {
        question: 'Hittade du det du letade efter?',
        optionLabels: ['Nej', 'Ja'],
        followUps: { down: 'Vad letade du efter?' },
        reasons: {},
        thanks: 'Tack.',
      },
      de: {
        question: 'Haben Sie gefunden, was Sie gesucht haben?',
        optionLabels: ['Nein', 'Ja'],
        followUps: { down: 'Was haben Sie gesucht?' },
        reasons: {},
        thanks: 'Vielen Dank.',
      },
      ja: {
        question: 'お探しのものは見つかりましたか？',
        optionLabels: ['いいえ', 'はい'],
        followUps: { down: '何をお探しでしたか？' },
        reasons: {},
        thanks: 'ありがとうございました。',
      },
      ar: {
        question: 'هل وجدت ما تبحث عنه؟',
        optionLabels: ['لا', 'نعم'],
        followUps: { down: 'عمَّ كنت تبحث؟' },
        reasons: {},
        thanks: 'شكرًا لك.',
      },
    },
  },
}
