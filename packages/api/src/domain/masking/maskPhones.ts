import { type CountryCode, findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js'
import { likelySubtags } from '../serving/likelySubtags.ts'

/** A number with its trunk zero, of whatever country: customers write in other languages than where they live. No date. */
const withZero =
  /(?<![\d.,:/-])(?!\d{1,2}[-./ ]\d{1,2}[-./ ]\d{2,4}(?!\d))0(?:[ \u00a0\-–/.()]{0,2}\d){7,12}(?!\d)/g

const date = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})$/

/**
 * What the search is given at most. It takes up to 0.03 ms for each group of digits, and 0.08 ms for one that is a
 * number; three sentences full of dates and prices have less.
 */
const most = { groups: 24, digits: 60 }

/** Five digits or more, parted by more than the search allows, an extension included. */
const anyNumber =
  /[+＋]?\d(?:[\p{P}\p{S}\p{Z}\p{C}\p{M}ー]{0,4}(?:(?:e?xt(?:ensi[oó]n)?|x|int|доб|anexo)[\p{P}\p{S}\p{Z}\p{C}]{0,4})?\d){4,}/giu

/**
 * `text`, whose digits are 0 to 9, with `[phone]` for each phone number: any in its international form, and any as it
 * is written at home in the country that is most likely for `locale`. Where it has more digits than a comment has,
 * nothing is searched and all that is long enough is taken for one, but dates.
 */
export function maskPhones(text: string, locale: string | null): string {
  const masked = isSearchable(text)
    ? maskFound(text, locale)
    : text.replace(anyNumber, found => (date.test(found) ? found : '[phone]'))
  return masked.replace(withZero, '[phone]')
}

function isSearchable(text: string): boolean {
  const groups = text.match(/\d+/g) ?? []
  return groups.length <= most.groups && groups.join('').length <= most.digits
}

function maskFound(text: string, locale: string | null): string {
  const region = locale === null ? undefined : likelySubtags(locale).region
  const country: CountryCode | undefined = region && isSupportedCountry(region) ? region : undefined
  let masked = ''
  let end = 0
  for (const { startsAt, endsAt } of country
    ? findPhoneNumbersInText(text, country)
    : findPhoneNumbersInText(text)) {
    if (date.test(text.slice(startsAt, endsAt))) continue
    masked += `${text.slice(end, startsAt)}[phone]`
    end = endsAt
  }
  return masked + text.slice(end)
}
