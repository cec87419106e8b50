import type { Random } from './seededRandom.ts'

/** From 0 up to 1: of `of` draws under one name each falls into another one of as many equal parts. */
export type Evenly = (name: string, of: number) => number

/**
 * Chance without its runs of luck, so that on whatever day the demo is made it has the changes that it should have and no
 * others.
 */
export function evenly(random: Random): Evenly {
  const decks = new Map<string, number[]>()
  return (name, of) => {
    const deck = decks.get(name) ?? []
    if (deck.length === 0) deck.push(...random.shuffle(Array.from({ length: of }, (_, part) => part)))
    decks.set(name, deck)
    return ((deck.pop() ?? 0) + random.next()) / of
  }
}
