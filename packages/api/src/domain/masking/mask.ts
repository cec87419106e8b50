import { foldDigits } from './foldDigits.ts'
import { maskCards } from './maskCards.ts'
import { maskEmails } from './maskEmails.ts'
import { maskPersonalNumbers } from './maskPersonalNumbers.ts'
import { maskPhones } from './maskPhones.ts'

// Most texts have nothing to mask, and most of them are told by this.
const any = /@|%40|[\d\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\uff10-\uff19]/

/** The least digits of what is masked: a local phone number. */
const fewest = /\d(?:\D{0,3}\d){5}/

/**
 * What a respondent wrote, with a fixed word for each card number, e-mail address, phone number and personal number.
 * Masking again changes nothing.
 * @param locale the language it was asked in (BCP 47), for phone numbers as they are written at home
 */
export function maskComment(comment: string, locale: string | null): string {
  if (!any.test(comment)) return comment
  const masked = maskCards(maskEmails(comment), false)
  const folded = foldDigits(masked)
  if (!fewest.test(folded)) return masked
  const found = maskPhones(maskPersonalNumbers(folded), locale)
  // Nothing found: the digits stay as they were written.
  return found === folded ? masked : found
}

/**
 * A text among metadata, or of an address, with a fixed word for each card number and e-mail address. Phone and
 * personal numbers stay, for order numbers look like them.
 */
export function maskText(text: string): string {
  return any.test(text) ? maskCards(maskEmails(text), true) : text
}
