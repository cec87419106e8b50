import type { DemoTouchpoint } from './demoTouchpoint.ts'

/** Asked in the flow, right after paying. */
export const checkoutPayment: DemoTouchpoint = {
  key: 'checkout.payment',
  name: 'Payment',
  metadata: {
    orderId: 'string',
    orderValue: 'number',
    paymentMethod: 'string',
    items: 'number',
    currency: 'string',
    device: 'string',
    appVersion: 'string',
  },
  survey: {
    metric: 'nps',
    defaultLocale: 'en',
    locales: {
      en: {
        question: 'How likely are you to recommend us to a friend?',
        lowLabel: 'Not at all likely',
        highLabel: 'Very likely',
        followUps: {
          detractor: 'What should we do better?',
          passive: 'What was missing?',
          promoter: 'What did you like best?',
        },
        reasons: {
          detractor: [
            { key: 'slow', label: 'It was slow' },
            { key: 'price', label: 'The price' },
            { key: 'trouble-paying', label: 'Trouble paying' },
            { key: 'delivery', label: 'Delivery options' },
          ],
        },
        thanks: 'Thank you. We read every answer.',
      },
      sv: {
        question: 'Hur troligt är det att du skulle rekommendera oss till en vän?',
        lowLabel: 'Inte alls troligt',
        highLabel: 'Mycket troligt',
        followUps: {
          detractor: 'Vad borde vi göra bättre?',
          passive: 'Vad saknade du?',
          promoter: 'Vad tyckte du bäst om?',
        },
        reasons: {
          detractor: [
            { key: 'slow', label: 'Det gick långsamt' },
            { key: 'price', label: 'Priset' },
            { key: 'trouble-paying', label: 'Svårt att betala' },
            { key: 'delivery', label: 'Leveranssätten' },
          ],
        },
        thanks: 'Tack. Vi läser alla svar.',
      },
      de: {
        question: 'Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?',
        lowLabel: 'Sehr unwahrscheinlich',
        highLabel: 'Sehr wahrscheinlich',
        followUps: {
          detractor: 'Was sollten wir besser machen?',
          passive: 'Was hat Ihnen gefehlt?',
          promoter: 'Was hat Ihnen am besten gefallen?',
        },
        reasons: {
          detractor: [
            { key: 'slow', label: 'Es ging zu langsam' },
            { key: 'price', label: 'Der Preis' },
            { key: 'trouble-paying', label: 'Probleme beim Bezahlen' },
            { key: 'delivery', label: 'Die Lieferoptionen' },
          ],
        },
        thanks: 'Vielen Dank. Wir lesen jede Antwort.',
      },
      ja: {
        question: '当店をご友人にすすめたいと思いますか？',
        lowLabel: 'まったく思わない',
        highLabel: 'とてもそう思う',
        followUps: {
          detractor: '改善してほしい点は？',
          passive: '足りなかった点は？',
          promoter: '特に良かった点は？',
        },
        reasons: {
          detractor: [
            { key: 'slow', label: '時間がかかった' },
            { key: 'price', label: '価格' },
            { key: 'trouble-paying', label: '支払いがしにくかった' },
            { key: 'delivery', label: '配送方法' },
          ],
        },
        thanks: 'ありがとうございました。すべてのご意見に目を通しています。',
      },
      ar: {
        question: 'ما مدى احتمال أن توصي بنا لصديق؟',
        lowLabel: 'غير محتمل إطلاقًا',
        highLabel: 'محتمل جدًا',
        followUps: {
          detractor: 'ما الذي ينبغي أن نحسّنه؟',
          passive: 'ما الذي كان ينقصك؟',
          promoter: 'ما أكثر ما أعجبك؟',
        },
        reasons: {
          detractor: [
            { key: 'slow', label: 'كان بطيئًا' },
            { key: 'price', label: 'السعر' },
            { key: 'trouble-paying', label: 'صعوبة في الدفع' },
            { key: 'delivery', label: 'خيارات التوصيل' },
          ],
        },
        thanks: 'شكرًا لك. نقرأ كل إجابة.',
      },
    },
  },
}
