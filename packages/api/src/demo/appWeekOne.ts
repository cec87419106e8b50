import type { DemoTouchpoint } from './demoTouchpoint.ts'

/** Asked of those who have had the app for a week: reasons alone, for nobody writes at length on a phone. */
export const appWeekOne: DemoTouchpoint = {
  key: 'app.week-one',
  name: 'First week in the app',
  metadata: null,
  survey: {
    metric: 'smileys',
    comment: false,
    defaultLocale: 'en',
    locales: {
      en: {
        question: 'How was your first week with the app?',
        optionLabels: ['Bad', 'Not so good', 'Good', 'Great'],
        followUps: { unhappy: 'What got in your way?', happy: 'What do you use most?' },
        reasons: {
          unhappy: [
            { key: 'slow', label: 'It is slow' },
            { key: 'finding', label: 'Hard to find things' },
            { key: 'signing-in', label: 'Signing in' },
          ],
          happy: [
            { key: 'orders', label: 'My orders' },
            { key: 'offers', label: 'Offers' },
            { key: 'returns', label: 'Returns' },
          ],
        },
        thanks: 'Thank you. See you next week.',
      },
      sv: {
        question: 'Hur var din första vecka med appen?',
        optionLabels: ['Dålig', 'Inte så bra', 'Bra', 'Mycket bra'],
        followUps: { unhappy: 'Vad ställde till det?', happy: 'Vad använder du mest?' },
        reasons: {
          unhappy: [
            { key: 'slow', label: 'Den är långsam' },
            { key: 'finding', label: 'Svårt att hitta' },
            { key: 'signing-in', label: 'Att logga in' },
          ],
          happy: [
            { key: 'orders', label: 'Mina beställningar' },
            { key: 'offers', label: 'Erbjudanden' },
            { key: 'returns', label: 'Returer' },
          ],
        },
        thanks: 'Tack. Vi ses nästa vecka.',
      },
      de: {
        question: 'Wie war Ihre erste Woche mit der App?',
        optionLabels: ['Schlecht', 'Nicht so gut', 'Gut', 'Sehr gut'],
        followUps: { unhappy: 'Was hat Sie gestört?', happy: 'Was nutzen Sie am meisten?' },
        reasons: {
          unhappy: [
            { key: 'slow', label: 'Sie ist langsam' },
            { key: 'finding', label: 'Vieles ist schwer zu finden' },
            { key: 'signing-in', label: 'Das Anmelden' },
          ],
          happy: [
            { key: 'orders', label: 'Meine Bestellungen' },
            { key: 'offers', label: 'Angebote' },
            { key: 'returns', label: 'Rücksendungen' },
          ],
        },
        thanks: 'Vielen Dank. Bis nächste Woche.',
      },
      ja: {
        question: 'アプリを使った最初の一週間はいかがでしたか？',
        optionLabels: ['悪い', 'いまひとつ', '良い', 'とても良い'],
        followUps: { unhappy: '困った点は？', happy: 'よく使う機能は？' },
        reasons: {
          unhappy: [
            { key: 'slow', label: '動作が遅い' },
            { key: 'finding', label: '探しにくい' },
            { key: 'signing-in', label: 'ログイン' },
          ],
          happy: [
            { key: 'orders', label: '注文履歴' },
            { key: 'offers', label: 'お得な情報' },
            { key: 'returns', label: '返品' },
          ],
        },
        thanks: 'ありがとうございました。また来週お会いしましょう。',
      },
      ar: {
        question: 'كيف كان أسبوعك الأول مع التطبيق؟',
        optionLabels: ['سيئ', 'ليس جيدًا', 'جيد', 'رائع'],
        followUps: { unhappy: 'ما الذي أعاقك؟', happy: 'ما أكثر ما تستخدمه؟' },
        reasons: {
          unhappy: [
            { key: 'slow', label: 'بطيء' },
            { key: 'finding', label: 'يصعب العثور على الأشياء' },
            { key: 'signing-in', label: 'تسجيل الدخول' },
          ],
          happy: [
            { key: 'orders', label: 'طلباتي' },
            { key: 'offers', label: 'العروض' },
            { key: 'returns', label: 'الإرجاع' },
          ],
        },
        thanks: 'شكرًا لك. نراك الأسبوع القادم.',
      },
    },
  },
}
