import { foldDigits } from './foldDigits.ts'
import { luhn } from './luhn.ts'

/**
 * The numbers and lengths that card networks issue: Visa, Mastercard, Mir, American Express, Diners Club, JCB, Maestro,
 * Discover, UnionPay, RuPay, Troy, Uzcard and Humo. https://en.wikipedia.org/wiki/Payment_card_number
 */
const issued =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|220[0-4]\d{12,15}|3[47]\d{13}|3(?:0[0-59]|[689]\d)\d{11,16}|35\d{14,17}|(?:50|5[6-9]|6\d)\d{11,17}|8[12]\d{14,17}|(?:9792|8600|9860)\d{12})$/

/** Digits with no more between them than people put between the groups of a card. */
const sequences = /\d(?:[\s\p{Pd}\p{Cf}.]{0,3}\d){12,}/gu
/** The same, told in a tenth of the time: most texts have too few digits. */
const enough = /\d(?:[^\dA-Za-z:]{0,3}\d){12}/
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
/** What stands before the digits of an IBAN, and of order numbers that look like one. */
const ibanBefore = /(?:^|[^A-Za-z0-9])[A-Z]{2}(?:\d{2}[A-Z0-9 -]*)?$/

/** Whether `digits` are a number that a card may have. */
export const isCard = (digits: string) => issued.test(digits) && luhn(digits)

/**
 * `text` with `[card]` for each card number: 13 to 19 digits with a valid check digit, in one or in groups.
 * @param isSure false for what people write, where any such number goes; true for metadata, where order numbers are at
 *   home: there it must be one that a network issues, evenly grouped, and no UUID or IBAN
 */
export function maskCards(text: string, isSure: boolean): string {
  const folded = foldDigits(text)
  if (!enough.test(folded) || (isSure && uuid.test(text))) return text
  let masked = ''
  let end = 0
  for (const { 0: sequence, index } of folded.matchAll(sequences)) {
    for (const { from, to } of findCards(folded, index, sequence, isSure)) {
      masked += `${text.slice(end, from)}[card]`
      end = to
    }
  }
  return end === 0 ? text : masked + text.slice(end)
}

interface Span {
  from: number
  to: number
}

/** The cards among the groups of a sequence, from the left; of those that begin together the longest. */
function findCards(text: string, offset: number, sequence: string, isSure: boolean): Span[] {
  const groups = [...sequence.matchAll(/\d+/g)].map(({ 0: digits, index }) => ({
    digits,
    from: offset + index,
    to: offset + index + digits.length,
  }))
  const found: Span[] = []
  for (let first = 0; first < groups.length; first += 1) {
    let digits = ''
    let longest = -1
    for (let last = first; last < groups.length && digits.length < 19; last += 1) {
      digits += groups[last]?.digits ?? ''
      if (digits.length < 13 || digits.length > 19) continue
      const span = { from: groups[first]?.from ?? 0, to: groups[last]?.to ?? 0 }
      if (isSure ? isCard(digits) && standsAlone(text, span) : luhn(digits)) longest = last
    }
    if (longest < 0) continue
    found.push({ from: groups[first]?.from ?? 0, to: groups[longest]?.to ?? 0 })
    first = longest
  }
  return found
}

/** Whether one kind of separator parts all groups, and what stands before makes it no IBAN. */
function standsAlone(text: string, { from, to }: Span): boolean {
  const separators = new Set(text.slice(from, to).match(/\D+/g))
  return separators.size <= 1 && !ibanBefore.test(text.slice(Math.max(0, from - 40), from))
}
