import { publicSurvey } from '@tyck/shared/contract/surveys'

/** A survey as a page gets it, asked of everybody; each test says what it changes. */
export const paymentSurvey = publicSurvey.parse({
  id: '01890f3e-0000-7000-8000-000000000001',
  rulesId: '01890f3e-0000-7000-8000-000000000002',
  touchpoint: 'checkout.payment',
  metric: 'thumbs',
  locale: 'en',
  direction: 'ltr',
  question: 'Did paying go well?',
  options: [
    { score: 0, segment: 'down', name: 'No' },
    { score: 1, segment: 'up', name: 'Yes' },
  ],
  followUps: { down: 'What went wrong?' },
  reasons: {},
  thanks: 'Thank you!',
  words: {
    send: 'Send',
    skip: 'Skip',
    change: 'Change',
    dismiss: 'Close',
    saving: 'Saving',
    saved: 'Saved',
    willSend: 'Will be sent',
    notSaved: 'Could not be saved',
    comment: 'Comment',
    reasons: 'Reasons',
    charactersLeft: '{n} left',
    survey: 'Survey',
  },
  placement: 'inline',
  delaySeconds: 3,
  sampleRate: 1,
  audience: [],
  quietDays: { answered: 90, dismissed: 30, shown: 0 },
})
