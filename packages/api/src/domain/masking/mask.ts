import { asRead } from './asRead.ts'
import { foldDigits } from './foldDigits.ts'
import { maskCards } from './maskCards.ts'
import { maskEmails } from './maskEmails.ts'
import { maskPersonalNumbers } from './maskPersonalNumbers.ts'
import { maskPhones } from './maskPhones.ts'

// Most texts have nothing to mask, and most of them are told by this.
const any = /[@\uff20\ufe6b]|%40|[\d\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\uff10-\uff19]/

/** The least digits of what is masked: a local phone number. */
const fewest = /\d(?:\D{0,4}\d){5}/

/**
 * What a respondent wrote, with a fixed word for each card number, e-mail address, phone number and personal number.
 * Masking again changes nothing.
 * @param locale the language it was asked in (BCP 47), for phone numbers as they are written at home
 */
export function maskComment(comment: string, locale: string | null): string {
  if (!any.test(comment)) return comment
  const read = asRead(comment)
  const masked = maskCards(maskEmails(read), false)
  const folded = foldDigits(masked)
  const found = maskNumbers(folded, locale)
  // Nothing found: it stays as it was written.
  if (found !== folded) return found
  return masked === read ? comment : masked
}

/** As often as something is found: taking a number away may leave another one standing by itself. */
function maskNumbers(folded: string, locale: string | null): string {
  if (!fewest.test(folded)) return folded
  const masked = maskPhones(maskPersonalNumbers(folded), locale)
  return masked === folded ? folded : maskNumbers(masked, locale)
}

/**
 * A text among metadata, or of an address, with a fixed word for each card number and e-mail address. Phone and
 * personal numbers stay, for order numbers look like them.
 */
export function maskText(text: string): string {
  if (!any.test(text)) return text
  const read = asRead(text)
  const masked = maskCards(maskEmails(read), true)
  return masked === read ? text : masked
}
