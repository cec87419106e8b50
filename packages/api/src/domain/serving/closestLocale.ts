import { likelySubtags } from './likelySubtags.ts'

/** Languages whose readers take another one's texts for nearly their own. */
const kin: ReadonlyMap<string, string> = new Map([
  ['nn', 'nb'],
  ['yue', 'zh'],
])

/**
 * Languages that are written in two ways: as at home, or as elsewhere.
 * https://github.com/unicode-org/cldr/blob/main/common/supplemental/supplementalData.xml (parentLocales)
 */
const elsewhere: ReadonlyMap<string, { home: readonly string[]; otherwise: string }> = new Map([
  ['en', { home: ['US', 'AS', 'GU', 'MH', 'MP', 'PH', 'PR', 'UM', 'VI'], otherwise: 'GB' }],
  ['es', { home: ['ES', 'EA', 'GQ', 'IC', 'PH'], otherwise: '419' }],
  ['pt', { home: ['BR'], otherwise: 'PT' }],
])

/**
 * The one of `tags` that reads best for `wanted`, in the same script; undefined where none is in its language.
 * By region: its own (`es-MX`), the one it writes as (`es-419`), the language's likely one (`es`, `es-ES`), any.
 * A shorter tag goes before a longer one, the first before the second.
 */
export function closestLocale(wanted: string, tags: readonly string[]): string | undefined {
  if (tags.includes(wanted)) return wanted
  const { language, script, region } = likelySubtags(wanted)
  const inScript = tags
    .filter(tag => isKin(tag, wanted) && likelySubtags(tag).script === script)
    .sort((one, other) => one.length - other.length)
  if (inScript.length < 2) return inScript[0]
  const likely = likelySubtags(`${language}-${script}`).region
  for (const place of [region, writesAs(language, region), likely]) {
    const found = inScript.find(tag => {
      const subtags = likelySubtags(tag)
      return subtags.language === language && subtags.region === place
    })
    if (found !== undefined) return found
  }
  return inScript[0]
}

/** Whether both are in one language, or in two that are nearly one. */
export function isKin(one: string, other: string): boolean {
  return kinOf(one) === kinOf(other)
}

function kinOf(tag: string): string {
  const { language } = likelySubtags(tag)
  return kin.get(language) ?? language
}

/** The region that stands for all those where `language` is written as in `region`. */
function writesAs(language: string, region: string | undefined): string | undefined {
  const ways = elsewhere.get(language)
  return ways && region !== undefined && !ways.home.includes(region) ? ways.otherwise : region
}
