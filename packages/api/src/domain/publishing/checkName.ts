import type { FieldError } from '@tyck/shared/problem'

/** What nobody sees where it stands alone: white space, and what changes only how other characters are drawn. */
const unseen = /[\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu

/**
 * Line breaks and other control characters, and what turns the direction of the text after it: a list in which such a
 * name stands would say something else. Marks of one character's direction (U+200E, U+200F) and joiners stay: names in
 * Arabic, Persian and Hebrew, and emoji, have them.
 */
const notOfOneLine = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u

/** What is wrong with what people call a project, a touchpoint, a key or themselves. */
export function checkName(name: string, pointer = '/name'): FieldError[] {
  if (name.replace(unseen, '') === '') {
    return [{ pointer, code: 'blank', expected: 'a text with more than white space' }]
  }
  if (notOfOneLine.test(name)) {
    const expected = 'one line, without control characters and without marks that turn the direction of text'
    return [{ pointer, code: 'not-one-line', expected }]
  }
  return []
}
