export const preview = {
  title: 'Preview of the question',
  measuring: 'The question, to be measured',
}
