const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' })

/** Swedish, of sv; the tag itself where nobody knows it. */
export function localeName(locale: string): string {
  try {
    return names.of(locale) ?? locale
  } catch {
    return locale
  }
}
