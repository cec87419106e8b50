const nobody = '00000000-0000-7000-8000-000000000000'

/** What a test tells of: a response that nobody gave, with everything that one may have. */
export const exampleOf = (at: Date) => ({
  id: nobody,
  touchpoint: 'checkout.payment',
  survey_id: nobody,
  rules_id: nobody,
  seq: 2,
  metric: 'nps' as const,
  score: 9,
  reasons: [],
  comment: 'This is a test. Nobody answered.',
  metadata: {},
  respondent: null,
  verified: false,
  channel: 'web' as const,
  locale: 'en',
  page: null,
  layout: null,
  flags: [],
  test: true,
  shown_at: at,
  answered_at: at,
  commented_at: at,
  changed_at: at,
})
