interface Subtags {
  language: string
  script: string | undefined
  region: string | undefined
}

const known = new Map<string, Subtags>()
/** Tags that are remembered: anybody may ask for any. */
const maxKnown = 1_000

/**
 * Language, script and region of a locale, those that it leaves out as they are most likely: `zh-TW` is written
 * `Hant`. What is no language tag is a language of its own. Remembered, for working it out takes 5 µs and a page
 * asks of each locale of each touchpoint.
 */
export function likelySubtags(locale: string): Subtags {
  const found = known.get(locale)
  if (found) return found
  const subtags = workOut(locale)
  if (known.size === maxKnown) known.clear()
  known.set(locale, subtags)
  return subtags
}

function workOut(locale: string): Subtags {
  try {
    const { language, script, region } = new Intl.Locale(locale).maximize()
    // Who says just Norwegian means Bokmål, nearly always.
    return { language: language === 'no' ? 'nb' : language, script, region }
  } catch {
    return { language: locale, script: undefined, region: undefined }
  }
}
