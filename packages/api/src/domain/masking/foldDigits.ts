/** The zeros of scripts whose digits people type: Arabic, Persian, Devanagari, Bengali, full width. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xff10]
const ascii = /^[\0-\x7f]*$/
const others = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\uff10-\uff19]/g

/** `text` with the digits of other scripts as 0 to 9, each in its place: as long as before. */
export function foldDigits(text: string): string {
  if (ascii.test(text)) return text
  return text.replace(others, digit => {
    const code = digit.charCodeAt(0)
    return String(code - (zeros.find(zero => code >= zero && code <= zero + 9) ?? code))
  })
}
