import type { DemoTouchpoint } from './demoTouchpoint.ts'

/** Asked after a support case; those for whom it was hard may open it again. */
export const supportClosed: DemoTouchpoint = {
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
      de: {
        question: 'Der Support hat es mir leicht gemacht, mein Problem zu lösen.',
        lowLabel: 'Stimme gar nicht zu',
        highLabel: 'Stimme voll zu',
        followUps: { hard: 'Was hat es schwierig gemacht?', easy: 'Was hat am meisten geholfen?' },
        reasons: {
          hard: [
            { key: 'waiting', label: 'Ich musste warten' },
            { key: 'repeating', label: 'Ich musste mich wiederholen' },
            { key: 'unsolved', label: 'Es ist nicht gelöst' },
          ],
        },
        thanks: 'Vielen Dank. Das hilft uns, Ihnen zu helfen.',
        afterwards: {
          hard: {
            text: 'Noch nicht gelöst?',
            link: { label: 'Die Anfrage wieder öffnen', url: 'https://shop.example/support' },
          },
        },
      },
      ja: {
        question: 'サポートのおかげで問題を簡単に解決できた',
        lowLabel: 'まったくそう思わない',
        highLabel: 'とてもそう思う',
        followUps: { hard: '難しかった点は？', easy: '特に役立った点は？' },
        reasons: {
          hard: [
            { key: 'waiting', label: '待ち時間があった' },
            { key: 'repeating', label: '何度も説明が必要だった' },
            { key: 'unsolved', label: '解決していない' },
          ],
        },
        thanks: 'ありがとうございました。今後のサポートに役立てます。',
        afterwards: {
          hard: {
            text: 'まだ解決していませんか？',
            link: { label: 'もう一度問い合わせる', url: 'https://shop.example/support' },
          },
        },
      },
      ar: {
        question: 'سهّل عليّ فريق الدعم حل مشكلتي.',
        lowLabel: 'لا أوافق إطلاقًا',
        highLabel: 'أوافق تمامًا',
        followUps: { hard: 'ما الذي جعل الأمر صعبًا؟', easy: 'ما أكثر ما ساعدك؟' },
        reasons: {
          hard: [
            { key: 'waiting', label: 'اضطررت إلى الانتظار' },
            { key: 'repeating', label: 'اضطررت إلى تكرار كلامي' },
            { key: 'unsolved', label: 'لم تُحل المشكلة' },
          ],
        },
        thanks: 'شكرًا لك. إجابتك تساعدنا على مساعدتك.',
        afterwards: {
          hard: {
            text: 'لم تُحل بعد؟',
            link: { label: 'إعادة فتح الطلب', url: 'https://shop.example/support' },
          },
        },
      },
    },
  },
}
