export const preview = {
  title: 'Preview of the question',
}
