import type { DemoTouchpoint } from './demoTouchpoint.ts'

/** Asked where a way of delivery was chosen; those it suits badly are told whom to write to. */
export const cartDelivery: DemoTouchpoint = {
  key: 'cart.delivery',
  name: 'Delivery options',
  metadata: null,
  survey: {
    metric: 'csat',
    defaultLocale: 'en',
    locales: {
      en: {
        question: 'How satisfied are you with the delivery options?',
        lowLabel: 'Very dissatisfied',
        highLabel: 'Very satisfied',
        followUps: { dissatisfied: 'What would suit you better?', neutral: 'What would suit you better?' },
        reasons: {
          dissatisfied: [
            { key: 'faster', label: 'Faster' },
            { key: 'cheaper', label: 'Cheaper' },
            { key: 'closer', label: 'Closer to me' },
            { key: 'evening', label: 'In the evening' },
          ],
        },
        thanks: 'Thank you. It helps us choose.',
        afterwards: {
          dissatisfied: {
            text: 'Do you need it another way?',
            link: { label: 'Write to us', url: 'https://shop.example/contact' },
          },
          satisfied: { text: 'You can follow the parcel on your page.' },
        },
      },
      sv: {
        question: 'Hur nöjd är du med leveranssätten?',
        lowLabel: 'Mycket missnöjd',
        highLabel: 'Mycket nöjd',
        followUps: {
          dissatisfied: 'Vad skulle passa dig bättre?',
          neutral: 'Vad skulle passa dig bättre?',
        },
        reasons: {
          dissatisfied: [
            { key: 'faster', label: 'Snabbare' },
            { key: 'cheaper', label: 'Billigare' },
            { key: 'closer', label: 'Närmare mig' },
            { key: 'evening', label: 'På kvällen' },
          ],
        },
        thanks: 'Tack. Det hjälper oss att välja.',
        afterwards: {
          dissatisfied: {
            text: 'Behöver du få det på ett annat sätt?',
            link: { label: 'Skriv till oss', url: 'https://shop.example/contact' },
          },
          satisfied: { text: 'Du kan följa paketet på din sida.' },
        },
      },
      de: {
        question: 'Wie zufrieden sind Sie mit den Lieferoptionen?',
        lowLabel: 'Sehr unzufrieden',
        highLabel: 'Sehr zufrieden',
        followUps: {
          dissatisfied: 'Was würde Ihnen besser passen?',
          neutral: 'Was würde Ihnen besser passen?',
        },
        reasons: {
          dissatisfied: [
            { key: 'faster', label: 'Schneller' },
            { key: 'cheaper', label: 'Günstiger' },
            { key: 'closer', label: 'Näher bei mir' },
            { key: 'evening', label: 'Am Abend' },
          ],
        },
        thanks: 'Vielen Dank. Das hilft uns bei der Auswahl.',
        afterwards: {
          dissatisfied: {
            text: 'Brauchen Sie die Lieferung anders?',
            link: { label: 'Schreiben Sie uns', url: 'https://shop.example/contact' },
          },
          satisfied: { text: 'Auf Ihrer Seite können Sie das Paket verfolgen.' },
        },
      },
      ja: {
        question: '配送方法にはどの程度満足していますか？',
        lowLabel: 'とても不満',
        highLabel: 'とても満足',
        followUps: {
          dissatisfied: 'どのような方法がご希望ですか？',
          neutral: 'どのような方法がご希望ですか？',
        },
        reasons: {
          dissatisfied: [
            { key: 'faster', label: 'もっと早く' },
            { key: 'cheaper', label: 'もっと安く' },
            { key: 'closer', label: 'もっと近くで' },
            { key: 'evening', label: '夜の受け取り' },
          ],
        },
        thanks: 'ありがとうございました。今後の参考にいたします。',
        afterwards: {
          dissatisfied: {
            text: '別の方法での受け取りをご希望ですか？',
            link: { label: 'お問い合わせ', url: 'https://shop.example/contact' },
          },
          satisfied: { text: 'お荷物の状況はマイページでご確認いただけます。' },
        },
      },
      ar: {
        question: 'ما مدى رضاك عن خيارات التوصيل؟',
        lowLabel: 'غير راضٍ إطلاقًا',
        highLabel: 'راضٍ جدًا',
        followUps: { dissatisfied: 'ما الذي يناسبك أكثر؟', neutral: 'ما الذي يناسبك أكثر؟' },
        reasons: {
          dissatisfied: [
            { key: 'faster', label: 'أسرع' },
            { key: 'cheaper', label: 'أرخص' },
            { key: 'closer', label: 'أقرب إليّ' },
            { key: 'evening', label: 'في المساء' },
          ],
        },
        thanks: 'شكرًا لك. هذا يساعدنا على الاختيار.',
        afterwards: {
          dissatisfied: {
            text: 'هل تحتاج إلى طريقة أخرى؟',
            link: { label: 'راسلنا', url: 'https://shop.example/contact' },
          },
          satisfied: { text: 'يمكنك تتبّع الطرد من صفحتك.' },
        },
      },
    },
  },
}
