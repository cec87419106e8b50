/** What the page of a touchpoint says. */
export const touchpointFigures = {
  edit: 'Edit',
  install: 'Put it into a page',
  score: 'Score',
  rate: 'Response rate',
  time: 'Median time to answer',
  second: { mean: 'Mean', 'top-band': '4 or 5 stars' },
  weighted: (value: string, interval: string | null) =>
    `${value}${interval ? ` (${interval})` : ''} had all been asked: weighted by how many were sampled`,
  imported: (imported: string, isAll: boolean, from: string) =>
    isAll
      ? `All of these answers were imported (${from}). Nobody knows here how many were asked.`
      : `${imported} of these answers were imported (${from}). Response rate and time to answer are of those that were given here.`,
  importedChange:
    'Part of what is compared was asked elsewhere: the change may be that of the way of asking.',
  noScore: 'none yet',
  from: (score: string, answers: string) => `from ${score} · ${answers}`,
  question: 'Question',
  series: (day: string) => `asked since ${day}`,
  seriesEarlier: (day: string) => `an earlier question, asked from ${day}`,
  otherSeries: (count: number) =>
    count === 1
      ? 'Another question was asked in these days. Its answers are not mixed in.'
      : `${count} other questions were asked in these days. Their answers are not mixed in.`,
  notCurrent: 'This question is not asked any more.',
  incomplete:
    'Responses of the first of these days are deleted already, so these figures are of what is left.',
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
    one: (at: string, when: string) => `${at} (${when}), the only time with answers.`,
    same: (at: string) => `${at} at all times.`,
    imported: 'Imported',
    importedOf: (count: string) => `${count} of them imported`,
    importedAbout: (count: string, isAll: boolean, from: string) =>
      isAll
        ? `All of these answers were imported (${from}).`
        : `The shaded part was imported: ${count} answers (${from}).`,
    when: 'Days',
    score: 'Score',
    interval: '95% interval',
    answers: 'Answers',
    shown: 'Shown',
    published: 'Published in these days',
    publications: 'Published',
    marks: (first: string, more: number) => (more === 0 ? first : `${first} +${more}`),
    survey: (version: number) => `Question, version ${version}`,
    rules: (version: number) => `Rules, version ${version}`,
    asking: { paused: 'Paused: asks nobody', resumed: 'Asks again' },
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
    level: (high: string, at: string, low: string, lowAt: string) =>
      `None can be told apart: ${high} at ${at} and ${low} at ${lowAt} may differ by chance`,
    one: (value: string, at: string) => `${value} is at ${at}`,
    none: 'No segment has enough answers to show a score',
    changed: (what: string) => `Beyond chance since the days before: ${what}.`,
    alike: (score: string) =>
      `Some of them answer more often than others. If all answered alike often, the score of all would be ${score}.`,
    unchanged: 'None of them changed beyond chance.',
    range: (from: number | null, below: number | null) => {
      if (from === null) return `below ${below}`
      return below === null ? `${from} and more` : `${from} to below ${below}`
    },
    other: (count: number) => (count === 1 ? '1 other value' : `${count} other values`),
    without: (key: string) => `without ${key}`,
    noKeys: 'Responses here carry no metadata to tell them apart by.',
    noKeysAbout: 'Send what the page knows, such as the payment method, and its segments will stand here.',
    value: 'Segment',
    yes: 'yes',
    no: 'no',
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
    headingOf: (segment: string) => `Newest comments: ${segment.toLowerCase()}`,
    whose: 'Whose comments',
    everybody: 'Everybody',
    noneOf: (segment: string) => `No comments in these days: ${segment.toLowerCase()}.`,
    all: 'All comments',
    allOf: (segment: string) => `All comments: ${segment.toLowerCase()}`,
    none: 'No comments in these days.',
    score: (score: number, max: number) => `${score} of ${max}`,
  },
}
