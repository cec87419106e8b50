import type { Random } from './seededRandom.ts'

export type DemoLocale = 'de' | 'en' | 'ja' | 'sv'

/** Somebody who comes to the demo shop; those without an id are not known to it. */
export interface Person {
  id: string | null
  locale: DemoLocale
  isVerified: boolean
  /** How well they think of everything; see `mood` of a touchpoint's traffic. */
  mood: number
}

const knownCustomers = 4_200

/** People for the demo shop, half of whom have been there before and may come again. */
export function demoPeople(random: Random): { next(): Person } {
  const known = Array.from({ length: knownCustomers }, (_, at) => ({
    ...stranger(random),
    id: `customer-${String(at + 1).padStart(5, '0')}`,
    isVerified: random.chance(0.6),
  }))
  return { next: () => (random.chance(0.55) ? random.pick(known) : stranger(random)) }
}

function stranger(random: Random): Person {
  return {
    id: null,
    locale: random.weigh({ sv: 40, en: 30, de: 24, ja: 6 }),
    isVerified: false,
    mood: random.normal() * 0.25,
  }
}
