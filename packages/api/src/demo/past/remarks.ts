import { de } from './comments/de.ts'
import type { DemoComments } from './comments/demoComments.ts'
import { en } from './comments/en.ts'
import { ja } from './comments/ja.ts'
import { sv } from './comments/sv.ts'
import type { DemoLocale } from './demoPeople.ts'
import type { Random } from './seededRandom.ts'

const comments: Record<DemoLocale, DemoComments> = { de, en, ja, sv }

/** Where comments say what somebody looks for, which needs no more words. */
const asksFor = ['search.results', 'product.page']

type Tone = 'low' | 'high' | 'late'

/** What somebody writes; null where there is nothing to say. */
export type Remark = (touchpoint: string, locale: DemoLocale, tone: Tone) => string | null

/** Makes comments as people do: the same few things come up again and again, and seldom in the same words. */
export function remarks(random: Random): Remark {
  const decks = new Map<string, string[]>()

  /** From a pile of all of them, so that each comes up before one comes up again. */
  function draw(name: string, from: readonly string[]): string | undefined {
    const deck = decks.get(name) ?? []
    if (deck.length === 0) deck.push(...random.shuffle(from))
    decks.set(name, deck)
    return deck.pop()
  }

  return (touchpoint, locale, tone) => {
    const { [touchpoint]: own, tails } = comments[locale]
    const remark = draw(`${touchpoint}/${locale}/${tone}`, own?.[tone] ?? [])
    if (remark === undefined) return null
    const hasTail = !asksFor.includes(touchpoint) && random.chance(0.45)
    const tail = hasTail ? draw(`${locale}/${tone}`, tails[tone]) : undefined
    return locale === 'ja' ? remark + (tail ?? '') : written(random, tail ? `${remark}. ${tail}` : remark)
  }
}

/** Some begin small, some end with a full stop. */
function written(random: Random, comment: string): string {
  const begun = random.chance(0.12) ? comment.charAt(0).toLowerCase() + comment.slice(1) : comment
  return /[.!?]$/.test(begun) || random.chance(0.65) ? begun : `${begun}.`
}
