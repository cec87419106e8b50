/** What the overview says. */
export const overview = {
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
  scores: (metric: string, about: string) => `${metric}: ${about}`,
  highestAndLowest: (high: string, at: string, low: string, lowAt: string) =>
    `${high} stands highest at ${at}, ${low} lowest at ${lowAt}`,
  level: (high: string, at: string, low: string, lowAt: string) =>
    `None can be told apart: ${high} at ${at} and ${low} at ${lowAt} may differ by chance`,
  only: (name: string, at: string) => `${name} is at ${at}`,
  noAnswers: 'No answers in these days',
  dots: 'Dots are scores, lines their 95% intervals, rings the score before.',
  earlier: (name: string, answers: string) =>
    `${name} asked another question earlier in these days; its ${answers} are not mixed in.`,
  metricsTitle: 'Scores by metric',
  demo: 'This is a demo: its answers are made up, all but those that you give on its example pages.',
  empty: 'Nothing is asked yet',
  emptyAbout: 'Scores, changes and the way from being asked to answering will stand here.',
  quiet: 'Nobody was asked in these days',
  quietAbout: 'Choose a longer time, or fewer filters.',
}
