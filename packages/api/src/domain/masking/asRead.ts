const ascii = /^[\0-\x7f]*$/
/** What shows nothing, and what stands for what could not be read. */
const hidden = /[\p{Default_Ignorable_Code_Point}\p{Cf}\ufffd]+/gu
/** What the masked things are made of. Between other letters and in emoji such a character has a meaning. */
const made = /[!-~\p{Nd}\p{Script=Latin}]/u
const ats = /[\uff20\ufe6b]/g

/** `text` as a person reads it: without what hides beside digits and Latin letters, each full-width @ as @. */
export function asRead(text: string): string {
  if (ascii.test(text)) return text
  return text
    .replace(hidden, (found, at: number) =>
      made.test(text[at - 1] ?? '') || made.test(text[at + found.length] ?? '') ? '' : found,
    )
    .replace(ats, '@')
}
