import { localeName } from './reading/localeName.ts'

/** The languages that the service has words of its own for: "Send", "Skip". In any other these are in English. */
const tags = [
  ...[
    'ar',
    'bg',
    'ca',
    'cs',
    'da',
    'de',
    'de-CH',
    'el',
    'en',
    'es',
    'es-419',
    'et',
    'fa',
    'fi',
    'fr',
    'fr-CA',
  ],
  ...[
    'he',
    'hi',
    'hr',
    'hu',
    'id',
    'is',
    'it',
    'ja',
    'ko',
    'lt',
    'lv',
    'nb',
    'nl',
    'pl',
    'pt',
    'pt-PT',
    'ro',
  ],
  ...['ru', 'sk', 'sl', 'sr', 'sr-Latn', 'sv', 'th', 'tr', 'uk', 'vi', 'zh', 'zh-Hant'],
]

export interface Language {
  tag: string
  /** In the console's language: German. */
  name: string
  /** In its own: Deutsch. */
  own: string
}

/** Those languages by their names. */
export const languages: readonly Language[] = tags
  .map(tag => ({ tag, name: localeName(tag), own: ownName(tag) }))
  .sort((a, b) => a.name.localeCompare(b.name, 'en'))

/** The tag of what somebody typed: a name in either language, or any language tag. undefined where it is neither. */
export function tagOf(typed: string): string | undefined {
  const wanted = typed.trim().toLowerCase()
  const named = languages.find(({ name, own }) => [name, own].some(each => each.toLowerCase() === wanted))
  if (named) return named.tag
  try {
    const [tag] = Intl.getCanonicalLocales(wanted.replaceAll('_', '-'))
    return tag && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}$/.test(tag) ? tag : undefined
  } catch {
    return undefined
  }
}

/** Of those languages the one that the browser is in; English where it is none of them. */
export function browserLanguage(wanted: string = navigator.language): string {
  const { language, script } = new Intl.Locale(wanted).maximize()
  const found = [wanted, `${language}-${script}`, language].find(tag =>
    languages.some(each => each.tag === tag),
  )
  return found ?? 'en'
}

function ownName(tag: string): string {
  return new Intl.DisplayNames(tag, { type: 'language', fallback: 'code' }).of(tag) ?? tag
}
