// What turns the direction of text, for all that follows it; a letter's own direction stays.
const turns = /[\u202a-\u202e\u2066-\u2069]/g

/** A text of anybody's in one line, which cannot turn what stands after it. */
export const oneLine = (text: string): string => text.replace(turns, '').replace(/\s+/g, ' ').trim()

/** The same with its lines, and no more than one empty one between two. */
export const lines = (text: string): string =>
  text
    .replace(turns, '')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/\n\s*\n/g, '\n\n')
    .trim()

const characters = new Intl.Segmenter('en')

/**
 * What of a text fits into `most` UTF-16 units, with an ellipsis for the rest: to the end of a word where that is near,
 * and never within what people take for one character.
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  let end = 0
  for (const { index, segment } of characters.segment(text)) {
    if (index + segment.length > most - 1) break
    end = index + segment.length
  }
  const kept = text.slice(0, end)
  const word = kept.search(/\s\S*$/)
  return `${kept.slice(0, word > end * 0.8 ? word : undefined).trimEnd()}…`
}
