type Metric = 'nps' | 'csat' | 'ces' | 'thumbs' | 'smileys' | 'stars'

/** What the pages say that read answers. */
export const reading = {
  reading: 'Reading the figures',
  looking: 'What is looked at',
  comparedWith: 'compared with',
  comparison: 'Compared with',
  comparisons: {
    before: (days: number) => (days === 1 ? 'the day before' : `the ${days} days before`),
    year: 'the same days a year ago',
    none: 'nothing',
  },
  filters: 'Filters',
  filter: 'Filter',
  removeFilter: (what: string) => `Remove the filter: ${what}`,
  channel: 'Channel',
  allChannels: 'all channels',
  channels: { web: 'Web', app: 'App', link: 'Link', email: 'E-mail', sms: 'SMS', kiosk: 'Kiosk' },
  locale: 'Language',
  allLocales: 'all languages',
  who: 'Respondents',
  whoWords: { all: 'everybody', verified: 'verified only', unverified: 'unverified only' },
  flagged: 'Flagged answers',
  flaggedWords: { with: 'included', without: 'left out', only: 'only these' },
  metadataKey: 'Metadata',
  anyMetadata: 'any',
  metadataValue: (key: string) => `Value of ${key}`,
  is: (key: string, value: string) => `${key}: ${value}`,
  days: 'Days',
  daysOf: {
    project: (zone: string) => `the project’s, ${zone}`,
    mine: (zone: string) => `this browser’s, ${zone}`,
  },

  metrics: {
    nps: 'NPS',
    csat: 'CSAT',
    ces: 'CES',
    thumbs: 'Thumbs',
    smileys: 'Smileys',
    stars: 'Stars',
  } satisfies Record<Metric, string>,
  /** What a metric's score is. */
  scores: {
    nps: 'promoters less detractors, −100 to 100',
    csat: 'answered 4 or 5 of 5',
    ces: 'found it easy: 5 to 7 of 7',
    thumbs: 'thumbs up',
    smileys: 'the two happy faces',
    stars: 'mean of 1 to 5 stars',
  } satisfies Record<Metric, string>,
  segments: {
    promoter: 'Promoters',
    passive: 'Passives',
    detractor: 'Detractors',
    satisfied: 'Satisfied',
    neutral: 'Neutral',
    dissatisfied: 'Dissatisfied',
    easy: 'Easy',
    hard: 'Hard',
    up: 'Up',
    down: 'Down',
    happy: 'Happy',
    unhappy: 'Unhappy',
  },

  answers: (n: string) => (n === '1' ? '1 answer' : `${n} answers`),
  early: 'early',
  withheld: 'too few to show a score',
  noAnswers: 'no answers',
  asTable: 'As a table',
  /** Heads of tables. */
  heads: {
    answers: 'Answers',
    score: 'Score',
    interval: '95% interval',
    change: 'Change',
    rate: 'Response rate',
  },
  ofShown: (shown: string) => `of ${shown}`,

  /** What became of a score. */
  change: {
    points: (n: string) => (n === '1' ? '1 point' : `${n} points`),
    stars: (n: string) => `${n} stars`,
    rose: (name: string, by: string, to: string) => `${name} rose by ${by} to ${to}, beyond chance`,
    fell: (name: string, by: string, to: string) => `${name} fell by ${by} to ${to}, beyond chance`,
    unsure: (name: string, to: string) => `${name} is at ${to}: can’t tell yet whether it changed`,
    tooFew: (name: string) => `${name}: too few answers to tell a change`,
    stands: (name: string, at: string) => `${name} is at ${at}`,
    nobody: (name: string) => `Nobody answered at ${name} in these days`,
    valueRose: (value: string, by: string) => `${value} rose by ${by}`,
    valueFell: (value: string, by: string) => `${value} fell by ${by}`,
    higher: (by: string) => `Higher by ${by}`,
    lower: (by: string) => `Lower by ${by}`,
    cantTell: 'Can’t tell yet',
    cantTellMore: (answers: string, needed: string) =>
      `Can’t tell yet: ${answers}, about ${needed} more would show a change of this size.`,
    cantTellSmall: (answers: string, most: string) =>
      `Can’t tell: ${answers}, and a difference so small that more than ${most} others would be needed to show it.`,
    cantTellNone: (answers: string) => `Can’t tell yet: ${answers}, and hardly any difference.`,
    nothingBefore: 'Nobody answered in the days that it is compared with.',
    tooFewAbout: (now: string, before: string) =>
      `Fewer than 5 answers on one side (${now}, ${before} before): nothing can be said.`,
    real: (interval: string, now: string, before: string) =>
      `The true change is likely between ${interval} points (95%), from ${before} to ${now}.`,
    realStars: (interval: string, now: string, before: string) =>
      `The true change is likely between ${interval} stars (95%), from ${before} to ${now}.`,
  },

  funnel: {
    title: (shown: string, answered: string, rate: string) =>
      `Of ${shown} who were asked, ${answered} answered (${rate})`,
    none: 'Nobody was asked in these days',
    rate: (interval: string) => `The response rate is likely ${interval} (95%).`,
    eligibleAbout: (eligible: string) => `About ${eligible} were eligible, an estimate from the sampling.`,
    summary: (commented: string, dismissed: string, ignored: string) =>
      `${commented} left a comment, ${dismissed} closed the question, ${ignored} passed by.`,
    incomplete:
      'Showings without an answer are deleted in time, so this can’t be told for these days and filters.',
    imported: 'Answers that were imported are not in it.',
    eligible: 'Eligible (estimated)',
    shown: 'Shown',
    answered: 'Answered',
    commented: 'Commented',
    dismissed: 'Dismissed',
    ignored: 'Passed by',
    step: 'Step',
    number: 'How many',
    share: 'Of those shown',
  },
}
