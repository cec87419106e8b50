const many = (count: number, one: string, more: string) =>
  `${new Intl.NumberFormat('en').format(count)} ${count === 1 ? one : more}`

/** Deleting a project. */
export const removal = {
  open: 'Remove',
  openDemo: 'Remove the demo',
  title: (name: string) => `Remove ${name}?`,
  counting: 'Counting what will be gone …',
  gone: (touchpoints: number, answers: number) =>
    `${many(touchpoints, 'touchpoint', 'touchpoints')} and ${many(answers, 'answer', 'answers')} will be gone, with every setting and key. Pages that ask under its key will ask nothing any more.`,
  forEver: 'This can’t be undone.',
  demo: 'The demo doesn’t come back.',
  go: 'Remove it for ever',
  done: (name: string) => `${name} is removed`,
}
