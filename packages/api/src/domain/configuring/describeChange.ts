/** A part of a document that has another value than what stands. */
interface Change {
  pointer: string
  before?: unknown
  after?: unknown
}

/** A change in words: `question in sv: "Hur var det?" → "Hur gick det?"`. */
export function describeChange({ pointer, before, after }: Change): string {
  const subject = subjectOf(pointer)
  if (before === undefined) return `${subject}: new, ${written(after)}`
  if (after === undefined) return `${subject}: gone, was ${written(before)}`
  return `${subject}: ${written(before)} → ${written(after)}`
}

/** What is meant by a place in a touchpoint, or in the settings. */
function subjectOf(pointer: string): string {
  const steps = pointer.split('/').slice(1)
  const [part, ...within] = steps.map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  if (part === 'survey' && within[0] === 'locales' && within[1] !== undefined) {
    const [, tag, text, ...rest] = within
    return text === undefined ? `language ${tag}` : `${[text, ...rest].join('.')} in ${tag}`
  }
  if ((part === 'survey' || part === 'rules') && within.length > 0) return within.join('.')
  return [part, ...within].join('.')
}

/** Long ones are cut: beside the words stands all of it. */
const longest = 100

function written(value: unknown): string {
  const text = value === null ? 'none' : JSON.stringify(value)
  const characters = [...text]
  return characters.length > longest ? `${characters.slice(0, longest).join('')}…` : text
}
