import { luhn } from './luhn.ts'

/** A country's number for a person: how it is written, and whether its digits can be one. */
interface PersonalNumber {
  pattern: RegExp
  isValid(written: string): boolean
}

const digitsOf = (written: string) => written.replace(/\D/g, '')

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0)
}

const controlCharacters = '0123456789ABCDEFHJKLMNPRSTUVWXY'

const personalNumbers: PersonalNumber[] = [
  // Sweden: personnummer and samordningsnummer (day + 60).
  {
    pattern:
      /(?<!\d)(?:18|19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])\s?[-–+]?\s?\d{4}(?!\d)/g,
    isValid: written => luhn(digitsOf(written).slice(-10)),
  },
  // Norway: fødselsnummer, D-nummer and what hospitals use, by both check digits.
  {
    pattern: /(?<!\d)\d{6}[ -]?\d{3}[ ]?\d{2}(?!\d)/g,
    isValid: written => {
      const digits = digitsOf(written)
      return (
        weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
        weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
      )
    },
  },
  // Denmark: CPR. Since 2007 many have no valid check digit, so that the usual form is enough.
  {
    pattern: /(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}\s?[-–]?\s?\d{4}(?!\d)/g,
    isValid: written =>
      written.length > 10 || weighted(digitsOf(written), [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  },
  // Finland: henkilötunnus.
  {
    pattern:
      /(?<![\p{L}\d])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-+A-FU-Y]\d{3}[0-9A-Y](?![\p{L}\d])/giu,
    isValid: written => {
      const digits = digitsOf(written.slice(0, -1))
      return controlCharacters[Number(digits) % 31] === written.at(-1)?.toUpperCase()
    },
  },
  // United States: SSN and ITIN, in their usual form.
  {
    pattern: /(?<![\d-])(?!000|666)\d{3}([- ])(?!00)\d{2}\1(?!0000)\d{4}(?![\d-])/g,
    isValid: () => true,
  },
]

/** `text`, whose digits are 0 to 9, with `[id]` for each Swedish, Norwegian, Danish, Finnish or US personal number. */
export function maskPersonalNumbers(text: string): string {
  return personalNumbers.reduce(
    (masked, { pattern, isValid }) =>
      masked.replace(pattern, written => (isValid(written) ? '[id]' : written)),
    text,
  )
}
