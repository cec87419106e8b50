import { de } from './comments/de.ts'
import type { DemoComments } from './comments/demoComments.ts'
import { en } from './comments/en.ts'
import { ja } from './comments/ja.ts'
import { sv } from './comments/sv.ts'
import type { DemoLocale } from './demoPeople.ts'
import type { Random } from './seededRandom.ts'

const comments: Record<DemoLocale, DemoComments> = { de, en, ja, sv }

type Tone = 'low' | 'high' | 'late'

/** A comment that nobody has made yet; null where there is none left. */
export type Remark = (touchpoint: string, locale: DemoLocale, tone: Tone) => string | null

export function remarks(random: Random): Remark {
  const decks = new Map<string, string[]>()
  return (touchpoint, locale, tone) => {
    const name = `${touchpoint}/${locale}/${tone}`
    const deck = decks.get(name) ?? shuffledDeck(random, touchpoint, locale, tone)
    decks.set(name, deck)
    return deck.pop() ?? null
  }
}

/** Each remark as it is, and with each tail; so dealt that the same remark comes back late. */
function shuffledDeck(random: Random, touchpoint: string, locale: DemoLocale, tone: Tone): string[] {
  const { [touchpoint]: own, tails } = comments[locale]
  const said = random.shuffle(own?.[tone] ?? [])
  const ends = ['', ...random.shuffle(tails[tone === 'high' ? 'high' : 'low'])]
  const rounds = ends.map((_, round) =>
    said.map((remark, at) => sentence(locale, remark, ends[(round + at) % ends.length] ?? '')),
  )
  return rounds.flat().reverse()
}

function sentence(locale: DemoLocale, remark: string, tail: string): string {
  if (locale === 'ja') return remark + (/[。？]$/.test(remark) || tail === '' ? tail : `。${tail}`)
  return tail === '' ? remark : `${remark}. ${tail}`
}
