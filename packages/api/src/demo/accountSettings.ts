import type { DemoTouchpoint } from './demoTouchpoint.ts'

/** Asked beneath the settings. */
export const accountSettings: DemoTouchpoint = {
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
      de: {
        question: 'Es war einfach, meine Einstellungen zu ändern.',
        lowLabel: 'Stimme gar nicht zu',
        highLabel: 'Stimme voll zu',
        followUps: { hard: 'Was wollten Sie ändern?', neutral: 'Was wollten Sie ändern?' },
        reasons: {},
        thanks: 'Vielen Dank.',
      },
      ja: {
        question: '設定の変更は簡単だった',
        lowLabel: 'まったくそう思わない',
        highLabel: 'とてもそう思う',
        followUps: {
          hard: '変更したかった項目は？',
          neutral: '変更したかった項目は？',
        },
        reasons: {},
        thanks: 'ありがとうございました。',
      },
      ar: {
        question: 'كان تغيير إعداداتي سهلًا.',
        lowLabel: 'لا أوافق إطلاقًا',
        highLabel: 'أوافق تمامًا',
        followUps: { hard: 'ما الذي أردت تغييره؟', neutral: 'ما الذي أردت تغييره؟' },
        reasons: {},
        thanks: 'شكرًا لك.',
      },
    },
  },
}
