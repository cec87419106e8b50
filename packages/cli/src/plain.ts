/** Control characters, and what turns the direction of the text after it. */
const steering = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu

/**
 * A text of others as a part of one line: it steers no terminal, and begins no line of its own. `--json` is exact, and
 * takes none of this.
 */
export const plain = (text: string): string => text.replace(steering, '\uFFFD')

/** Runners of CI take a line that begins so for a command: `::error::`, `##[error]`. */
export const uncommanded = (line: string): string => line.replace(/^(\s*)(::|##\[)/, '$1\uFFFD$2')
