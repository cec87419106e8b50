import { type CountryCode, findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js'
import { likelySubtags } from '../serving/likelySubtags.ts'

/** A number with its trunk zero, of whatever country: customers write in other languages than where they live. No date. */
const withZero =
  /(?<![\d.,:/-])(?!\d{1,2}[-./ ]\d{1,2}[-./ ]\d{2,4}(?!\d))0(?:[ \u00a0\-–/.()]{0,2}\d){7,12}(?!\d)/g

const date = /^(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})$/

/**
 * `text`, whose digits are 0 to 9, with `[phone]` for each phone number: any in its international form, and any as it
 * is written at home in the country that is most likely for `locale`.
 */
export function maskPhones(text: string, locale: string | null): string {
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
  return (masked + text.slice(end)).replace(withZero, '[phone]')
}
