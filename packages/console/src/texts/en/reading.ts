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
    project: (zone: string) => `of the project (${zone})`,
    mine: (zone: string) => `of this browser (${zone})`,
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
  interval: (interval: string) => `95% interval ${interval}`,
  asTable: 'As a table',

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
    cantTellNone: (answers: string) => `Can’t tell yet: ${answers}, and hardly any difference.`,
    nothingBefore: 'Nobody answered in the days that it is compared with.',
    tooFewAbout: (now: string, before: string) =>
      `Fewer than 5 answers on one side (${now}, ${before} before): nothing can be said.`,
    real: (interval: string, now: string, before: string) =>
      `The true change is likely between ${interval} points (95%), from ${before} to ${now}.`,
    realStars: (interval: string, now: string, before: string) =>
      `The true change is likely between ${interval} stars (95%), from ${before} to ${now}.`,
  },

  overview: {
    title: 'Overview',
    told: (fell: number, rose: number, open: number) => {
      const real = [fell > 0 && `${fell} fell`, rose > 0 && `${rose} rose`].filter(Boolean).join(' and ')
      const told = [real && `${real} beyond chance`, open > 0 && `for ${open} it can’t be told yet`]
      const sentence = told.filter(Boolean).join('; ')
      return sentence && `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
    },
    changes: 'What changed, and is it real?',
    changesNone: 'No touchpoint changed beyond chance.',
    changesOff: 'Choose what to compare with, to see what changed.',
    others: 'Can’t tell yet',
    othersAbout: 'These moved no further than chance may have moved them.',
    scores: (metric: string, about: string) => `${metric}: ${about}`,
    highest: (name: string, value: string) => `${name} stands highest, at ${value}`,
    highestAndLowest: (high: string, at: string, low: string, lowAt: string) =>
      `${high} stands highest at ${at}, ${low} lowest at ${lowAt}`,
    apart: (high: string, low: string) => `${high} and ${low} are close: their intervals overlap`,
    only: (name: string, at: string) => `${name} is at ${at}`,
    dots: 'Dots are scores, lines their 95% intervals, rings the score before.',
    metricsTitle: 'Scores by metric',
    empty: 'Nothing is asked yet',
    emptyAbout: 'Scores, changes and the way from being asked to answering will stand here.',
    quiet: 'Nobody was asked in these days',
    quietAbout: 'Choose a longer time, or fewer filters.',
  },

  funnel: {
    title: (shown: string, answered: string, rate: string) =>
      `Of ${shown} who were asked, ${answered} answered (${rate})`,
    none: 'Nobody was asked in these days',
    summary: (eligible: string, commented: string, dismissed: string, ignored: string) =>
      `About ${eligible} were eligible, an estimate from the sampling. ${commented} left a comment, ${dismissed} closed the question, ${ignored} passed by.`,
    incomplete:
      'Showings without an answer are deleted in time, so this can’t be told for these days and filters.',
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

  list: {
    title: 'Touchpoints',
    about: 'In the order of the journey.',
    caption: 'Touchpoints in the order of the journey',
    touchpoint: 'Touchpoint',
    metric: 'Metric',
    state: 'State',
    states: { active: 'Live', paused: 'Paused', archived: 'Archived', silent: 'Nothing published' },
    ofShown: (shown: string) => `of ${shown}`,
    emptyEditor: 'Make a touchpoint, and it will stand here with its score.',
    emptyViewer: 'Once somebody makes a touchpoint, it will stand here with its score.',
    rate: 'Response rate',
    score: 'Score',
    change: 'Change',
  },

  touchpoint: {
    edit: 'Edit',
    missing: 'There is no such touchpoint',
    facts: 'At a glance',
    score: 'Score',
    rate: 'Response rate',
    time: 'Median time to answer',
    second: { mean: 'Mean', 'top-band': '4 or 5 stars' },
    weighted: (value: string) => `${value} had all been asked: weighted by how many were sampled`,
    noScore: 'none yet',
    from: (score: string, answers: string) => `from ${score} · ${answers}`,
    question: 'Question',
    since: (day: string) => `asked since ${day}`,
    series: (day: string) => `the question asked since ${day}`,
    seriesEarlier: (day: string) => `an earlier question, asked from ${day}`,
    otherSeries: (count: number) =>
      count === 1
        ? 'Another question was asked in these days. Its answers are not mixed in.'
        : `${count} other questions were asked in these days. Their answers are not mixed in.`,
    notCurrent: 'This question is not asked any more.',
    incomplete:
      'Responses of the first of these days are deleted already, so these figures are of what is left.',
  },

  distribution: {
    title: (share: string, segment: string, rest: string) => `${share} are ${segment}, ${rest}`,
    part: (share: string, segment: string) => `${share} ${segment}`,
    none: 'No answers in these days',
    withheld: 'Too few answers to show how they are spread',
    summary: (answers: string, common: string) => `Of ${answers}, the most common is ${common}.`,
    summaryOfTwo: (answers: string) => `Of ${answers}.`,
    answer: 'Answer',
    number: 'How many',
    share: 'Share',
    segment: 'Segment',
  },

  trend: {
    fell: (name: string, by: string) =>
      `${name} fell by ${by} from the first half of these days to the second, beyond chance`,
    rose: (name: string, by: string) =>
      `${name} rose by ${by} from the first half of these days to the second, beyond chance`,
    flat: 'No change from the first half of these days to the second that can be told from chance',
    over: (name: string) => `${name} over these days`,
    steps: { day: 'by day', week: 'by week', month: 'by month' },
    step: 'Steps',
    none: 'Too few answers for a trend',
    about: 'The line is the score, the band its 95% interval, the bars beneath how many answered.',
    summary: (lowest: string, lowAt: string, highest: string, highAt: string) =>
      `Lowest ${lowest} (${lowAt}), highest ${highest} (${highAt}).`,
    when: 'Days',
    score: 'Score',
    interval: '95% interval',
    answers: 'Answers',
    shown: 'Shown',
    published: 'Published in these days',
    survey: (version: number) => `Question, version ${version}`,
    rules: (version: number) => `Rules, version ${version}`,
    sample: (rate: string) => `asks ${rate} of visitors`,
    mark: { survey: (version: number) => `Q${version}`, rules: (version: number) => `R${version}` },
    point: (when: string, told: string) => `${when}: ${told}`,
  },

  by: {
    heading: 'Segments',
    key: 'Told apart by',
    by: 'by',
    title: (high: string, at: string, low: string, lowAt: string) =>
      `Highest: ${high}, at ${at}. Lowest: ${low}, at ${lowAt}`,
    level: (high: string, low: string) =>
      `No segment stands apart: the intervals of ${high} and ${low} overlap`,
    one: (value: string, at: string) => `${value} is at ${at}`,
    none: 'No segment has enough answers to show a score',
    changed: (what: string) => `Beyond chance since the days before: ${what}.`,
    alike: (score: string) => `Had all of them answered alike often, it would be ${score} in all.`,
    unchanged: 'None of them changed beyond chance.',
    other: (count: number) => (count === 1 ? '1 other value' : `${count} other values`),
    without: (key: string) => `without ${key}`,
    noKeys: 'Responses here carry no metadata to tell them apart by.',
    noKeysAbout: 'Send what the page knows, such as the payment method, and its segments will stand here.',
    value: 'Segment',
    yes: 'yes',
    no: 'no',
    broad: 'That is more than can be read at once. Choose fewer days.',
    tooMany: (count: number) => `${count} values`,
  },

  split: {
    heading: 'What moved it',
    mixed: (name: string, by: string, same: string) =>
      `${name} ${by}, but ${same} had the same people answered`,
    plain: (name: string, by: string) => `${name} ${by}, and it is not because other people answered`,
    chance: (rate: string, mix: string) =>
      `The difference may be chance; it is ${rate} of rate and ${mix} of mix`,
    moved: {
      up: (by: string) => `rose by ${by}`,
      down: (by: string) => `fell by ${by}`,
      none: 'did not move',
    },
    would: {
      up: (by: string) => `would have risen by ${by}`,
      down: (by: string) => `would have fallen by ${by}`,
      none: 'would not have moved',
    },
    about: (key: string) =>
      `Rate is what each segment by ${key} did by itself, at the same mix; mix is what came of their shares having moved. They add up to the change.`,
    before: 'Before',
    rate: 'Rate: each by itself',
    mix: 'Mix: their shares',
    now: 'Now',
    step: 'Step',
    points: 'Points',
  },

  comments: {
    heading: 'Newest comments',
    all: 'All comments',
    none: 'No comments in these days.',
    score: (score: number, max: number) => `${score} of ${max}`,
  },
}
