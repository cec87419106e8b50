export const firstSteps = {
  title: 'Ask your first question',
  about: 'Three steps, a few minutes. Then what your customers say stands here.',
  steps: ['Name a touchpoint', 'Choose what it asks, and publish it', 'Paste three lines into your page'],
  done: 'done',
  next: ['Name a touchpoint', 'Choose the question', 'Get the lines to paste'],
  demo: 'Or look at the demo shop first',
  viewer: 'An editor or owner of the project does this.',
}
