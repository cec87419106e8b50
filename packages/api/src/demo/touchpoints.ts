import { checkoutPayment } from './checkoutPayment.ts'
import type { DemoTouchpoint } from './demoTouchpoint.ts'

const orderDelivered: DemoTouchpoint = {
  key: 'order.delivered',
  name: 'Delivery',
  metadata: { orderId: 'string' },
  rules: { placement: 'corner', delaySeconds: 3 },
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
    },
  },
}

const supportClosed: DemoTouchpoint = {
  key: 'support.closed',
  name: 'Support case closed',
  metadata: null,
  survey: {
    metric: 'ces',
    defaultLocale: 'en',
    locales: {
      en: {
        question: 'Support made it easy to solve my problem.',
        lowLabel: 'Strongly disagree',
        highLabel: 'Strongly agree',
        followUps: { hard: 'What made it hard?', easy: 'What helped most?' },
        reasons: {
          hard: [
            { key: 'waiting', label: 'I had to wait' },
            { key: 'repeating', label: 'I had to repeat myself' },
            { key: 'unsolved', label: 'It is not solved' },
          ],
        },
        thanks: 'Thank you. It helps us help you.',
        afterwards: {
          hard: {
            text: 'Not solved yet?',
            link: { label: 'Open the case again', url: 'https://shop.example/support' },
          },
        },
      },
      sv: {
        question: 'Supporten gjorde det lätt att lösa mitt problem.',
        lowLabel: 'Håller inte alls med',
        highLabel: 'Håller helt med',
        followUps: { hard: 'Vad gjorde det svårt?', easy: 'Vad hjälpte mest?' },
        reasons: {
          hard: [
            { key: 'waiting', label: 'Jag fick vänta' },
            { key: 'repeating', label: 'Jag fick upprepa mig' },
            { key: 'unsolved', label: 'Det är inte löst' },
          ],
        },
        thanks: 'Tack. Det hjälper oss att hjälpa dig.',
        afterwards: {
          hard: {
            text: 'Inte löst än?',
            link: { label: 'Öppna ärendet igen', url: 'https://shop.example/support' },
          },
        },
      },
    },
  },
}

const searchResults: DemoTouchpoint = {
  key: 'search.results',
  name: 'Search results',
  metadata: null,
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
    },
  },
}

const appWeekOne: DemoTouchpoint = {
  key: 'app.week-one',
  name: 'First week in the app',
  metadata: null,
  survey: {
    metric: 'smileys',
    defaultLocale: 'en',
    locales: {
      en: {
        question: 'How was your first week with the app?',
        optionLabels: ['Bad', 'Not so good', 'Good', 'Great'],
        followUps: { unhappy: 'What got in your way?', happy: 'What do you use most?' },
        reasons: {},
        thanks: 'Thank you. See you next week.',
      },
      sv: {
        question: 'Hur var din första vecka med appen?',
        optionLabels: ['Dålig', 'Inte så bra', 'Bra', 'Mycket bra'],
        followUps: { unhappy: 'Vad var i vägen?', happy: 'Vad använder du mest?' },
        reasons: {},
        thanks: 'Tack. Vi ses nästa vecka.',
      },
    },
  },
}

const productPage: DemoTouchpoint = {
  key: 'product.page',
  name: 'Product page',
  metadata: { product: 'string', price: 'number' },
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
        question: 'Hur hjälpsam är den här sidan?',
        lowLabel: 'Inte hjälpsam',
        highLabel: 'Mycket hjälpsam',
        optionLabels: ['1 stjärna', '2 stjärnor', '3 stjärnor', '4 stjärnor', '5 stjärnor'],
        followUps: { dissatisfied: 'Vad saknas?', neutral: 'Vad saknas?' },
        reasons: {},
        thanks: 'Tack.',
      },
    },
  },
}

const accountSettings: DemoTouchpoint = {
  key: 'account.settings',
  name: 'Settings',
  metadata: null,
  survey: {
    metric: 'ces',
    defaultLocale: 'en',
    locales: {
      en: {
        question: 'It was easy to change my settings.',
        lowLabel: 'Strongly disagree',
        highLabel: 'Strongly agree',
        followUps: { hard: 'What were you trying to change?', neutral: 'What were you trying to change?' },
        reasons: {},
        thanks: 'Thank you.',
      },
      sv: {
        question: 'Det var lätt att ändra mina inställningar.',
        lowLabel: 'Håller inte alls med',
        highLabel: 'Håller helt med',
        followUps: { hard: 'Vad ville du ändra?', neutral: 'Vad ville du ändra?' },
        reasons: {},
        thanks: 'Tack.',
      },
    },
  },
}

/** All that the demo shop asks: every metric, both placements. */
export const demoTouchpoints: DemoTouchpoint[] = [
  checkoutPayment,
  orderDelivered,
  supportClosed,
  searchResults,
  appWeekOne,
  productPage,
  accountSettings,
]
