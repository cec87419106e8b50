const plain = /^[\n\t\x20-\x7e]*$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const controls = /[\x00-\x08\x0b-\x1f]/g
const loneSurrogates = /\p{Surrogate}/gu

/**
 * `text` as it is stored: without control characters below U+0020 other than line feed and tab (Postgres stores
 * no NUL), lone surrogates replaced by U+FFFD (they have no UTF-8), in NFC, so that what looks the same is the same.
 * Done once, where text comes in; all else is kept as it was written.
 */
export function normaliseText(text: string): string {
  if (plain.test(text)) return text
  return text.replace(controls, '').replace(loneSurrogates, '\u{FFFD}').normalize('NFC')
}
