import { likelySubtags } from './likelySubtags.ts'

// https://www.w3.org/International/questions/qa-scripts
const rightToLeft = ['Adlm', 'Arab', 'Aran', 'Hebr', 'Mand', 'Mend', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa']

/** The direction in which a locale is written, by its script: `ar`, `fa`, `ur` and `he` from right to left. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  const { script } = likelySubtags(locale)
  return script !== undefined && rightToLeft.includes(script) ? 'rtl' : 'ltr'
}
