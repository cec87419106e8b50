/** Norwegian has a tag for both of its written forms and one for either. */
const norwegian = ['nb', 'nn', 'no']

/**
 * Which of the `published` locales serves who asks for `wanted` (both canonical): sv-SE → sv → another Swedish →
 * the default.
 */
export function resolveLocale(wanted: string | null, published: readonly string[], fallback: string): string {
  if (wanted === null) return fallback
  const subtags = wanted.split('-')
  for (let length = subtags.length; length > 0; length--) {
    const tag = subtags.slice(0, length).join('-')
    if (published.includes(tag)) return tag
  }
  const language = languageOf(wanted)
  return published.find(tag => languageOf(tag) === language) ?? fallback
}

/** The language of a locale: `sv` of `sv-SE`; `nb` of every Norwegian. */
export function languageOf(locale: string): string {
  const language = locale.split('-', 1)[0] ?? locale
  return norwegian.includes(language) ? 'nb' : language
}
