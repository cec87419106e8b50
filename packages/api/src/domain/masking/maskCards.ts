import { foldDigits } from './foldDigits.ts'
import { luhn } from './luhn.ts'

/**
 * The numbers and lengths that card networks issue: Visa, Mastercard, Mir, American Express, Diners Club, JCB, Maestro,
 * Discover, UnionPay, RuPay, Troy, Uzcard and Humo. https://en.wikipedia.org/wiki/Payment_card_number
 */
const issued =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|220[0-4]\d{12,15}|3[47]\d{13}|3(?:0[0-59]|[689]\d)\d{11,16}|35\d{14,17}|(?:50|5[6-9]|6\d)\d{11,17}|8[12]\d{14,17}|(?:9792|8600|9860)\d{12})$/

/** Digits with no more between them than people put between the groups of a card. */
const sequences = /\d(?:[\s\p{Pd}\p{Cf}._]{0,3}\d){12,}/gu
/** Digits with anything between them but letters and other numbers. */
const looseSequences = /\d(?:[^\p{L}\p{N}]{0,5}\d){12,}/gu
/** The same, told in a tenth of the time: most texts have too few digits. */
const enough = /\d(?:[^\dA-Za-z]{0,5}\d){12}/
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
/** What stands before the digits of an IBAN, and of order numbers that look like one. */
const ibanBefore = /(?:^|[^A-Za-z0-9])[A-Z]{2}(?:\d{2}[A-Z0-9 -]*)?$/

/** Whether `digits` are a number that a card may have. */
export const isCard = (digits: string) => issued.test(digits) && luhn(digits)

/**
 * `text` with `[card]` for each card number: 13 to 19 digits with a valid check digit, in one or in groups.
 * @param isSure false for what people write, where any such number goes, whatever parts its groups; true for metadata,
 *   where order numbers are at home: there it must be one that a network issues, evenly grouped, and no UUID or IBAN
 */
export function maskCards(text: string, isSure: boolean): string {
  if (!enough.test(foldDigits(text)) || (isSure && uuid.test(text))) return text
  if (isSure) {
    return maskIn(text, sequences, ({ from, isEven, digits }) => {
      return isEven && issued.test(digits) && !ibanBefore.test(text.slice(Math.max(0, from - 40), from))
    })
  }
  const masked = maskIn(text, sequences, () => true)
  // Dates, times and prices side by side are parted by this and that, and seldom begin as a card does.
  return maskIn(masked, looseSequences, ({ isEven, digits }) => isEven || issued.test(digits))
}

/** 13 to 19 digits with a valid check digit. */
interface Candidate {
  digits: string
  /** Where they begin in the text. */
  from: number
  /** Whether one kind of separator parts all groups, or none does. */
  isEven: boolean
}

function maskIn(text: string, pattern: RegExp, takes: (candidate: Candidate) => boolean): string {
  let masked = ''
  let end = 0
  for (const { 0: sequence, index } of foldDigits(text).matchAll(pattern)) {
    const digits = sequence.replace(/\D+/g, '')
    for (const { from, to } of findCards(digits, groupsOf(sequence, index), takes)) {
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

interface Group extends Span {
  /** Where it stands among the digits of its sequence. */
  at: number
  /** The last group up to which the separators after this one are all the same. */
  evenTo: number
}

function groupsOf(sequence: string, offset: number): Group[] {
  let at = 0
  const groups = [...sequence.matchAll(/\d+/g)].map(({ 0: { length }, index }, evenTo) => {
    const group = { from: offset + index, to: offset + index + length, at, evenTo }
    at += length
    return group
  })
  let [next, separator] = [groups.at(-1), '']
  for (const group of groups.slice(0, -1).reverse()) {
    const own = sequence.slice(group.to - offset, (next?.from ?? 0) - offset)
    group.evenTo = own === separator ? (next?.evenTo ?? 0) : group.evenTo + 1
    separator = own
    next = group
  }
  return groups
}

/** The cards among the groups of a sequence, from the left; of those that begin together the longest. */
function findCards(
  digits: string,
  groups: readonly Group[],
  takes: (candidate: Candidate) => boolean,
): Span[] {
  const found: Span[] = []
  for (let first = 0; first < groups.length; first += 1) {
    const longest = longestCard(digits, groups, first, takes)
    const [from, to] = [groups[first]?.from, groups[longest]?.to]
    if (from === undefined || to === undefined) continue
    found.push({ from, to })
    first = longest
  }
  return found
}

/** The last group of the longest card that begins with the group `first`; -1 where none does. */
function longestCard(
  digits: string,
  groups: readonly Group[],
  first: number,
  takes: (candidate: Candidate) => boolean,
): number {
  const { from, at: start, evenTo } = groups[first] as Group
  let longest = -1
  let length = 0
  // What the digits sum up to with each second one doubled, by whether they are even in number or odd: in one pass,
  // for a long text has thousands of candidates. https://en.wikipedia.org/wiki/Luhn_algorithm
  let [even, odd] = [0, 0]
  for (let last = first; last < groups.length && length < 19; last += 1) {
    const group = groups[last] as Group
    const end = group.at - start + group.to - group.from
    if (end > 19) break
    for (; length < end; length += 1) {
      const digit = digits.charCodeAt(start + length) - 48
      const doubled = digit * 2 - (digit > 4 ? 9 : 0)
      even += length % 2 === 0 ? doubled : digit
      odd += length % 2 === 0 ? digit : doubled
    }
    if (length < 13 || (length % 2 === 0 ? even : odd) % 10 !== 0) continue
    const candidate = { from, isEven: last <= evenTo, digits: digits.slice(start, start + length) }
    if (takes(candidate)) longest = last
  }
  return longest
}
