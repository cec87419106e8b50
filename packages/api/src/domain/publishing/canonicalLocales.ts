import { locale } from '@tyck/shared/contract/vocabulary'

/**
 * The survey with its locales as BCP 47 writes them (`sv-se` becomes `sv-SE`); null where one is no language tag,
 * or where two are the same.
 */
export function canonicalLocales<T extends { defaultLocale: string; locales: Record<string, unknown> }>(
  survey: T,
): T | null {
  const defaultLocale = canonicalLocale(survey.defaultLocale)
  const locales = Object.entries(survey.locales).map(([tag, texts]) => [canonicalLocale(tag), texts] as const)
  const tags = locales.map(([tag]) => tag)
  if (defaultLocale === null || tags.includes(null) || new Set(tags).size < tags.length) return null
  return { ...survey, defaultLocale, locales: Object.fromEntries(locales) }
}

/** Longer than any tag that the contract takes: what anybody sends is not worth taking apart beyond it. */
const maxLength = 40

/**
 * `tag` as BCP 47 writes it, also where it was written with underscores; null where it is no language tag, or none
 * that the contract takes: writing it properly may have made it longer.
 */
export function canonicalLocale(tag: string): string | null {
  if (tag.length > maxLength) return null
  try {
    const [canonical] = Intl.getCanonicalLocales(tag.replaceAll('_', '-'))
    return locale.safeParse(canonical).data ?? null
  } catch {
    return null
  }
}
