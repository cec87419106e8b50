import type { Metadata } from '@tyck/shared/contract/vocabulary'
import type { Random } from './seededRandom.ts'

type Device = 'phone' | 'desktop' | 'tablet'

/** What a showing is like before anybody answers it. */
export interface Circumstances {
  device: Device
  /** Days until the demo was made: 90 at the beginning. */
  daysLeft: number
  metadata: Metadata
}

/** Who comes to a touchpoint of the demo shop, and how they answer. */
export interface DemoTraffic {
  /** Showings on an average day. */
  perDay: number
  /** How long most think before they answer. */
  seconds: number
  /** How many of those shown answer, and how many of the others close the question. */
  answers: number
  dismisses: number
  comments: number
  /** How common each answer of the scale is, the lowest first, where nothing weighs on it. */
  weights: readonly number[]
  page: string
  /** How common each device is. */
  devices(daysLeft: number): Partial<Record<Device, number>>
  metadata(random: Random, daysLeft: number): Metadata
  /** What moves answers up or down: at 1 the highest is e times more common, the lowest e times less. */
  mood(circumstances: Circumstances): number
}

/** When, in days before it was made, what the demo has to tell came about. */
export const turns = {
  /** Paying by card became tedious: a real drop. */
  cardTrouble: 25,
  /** Phones became many where deliveries are chosen: the total falls, each device stays as it was. */
  phonesCome: 28,
  /** Another carrier: a real rise. */
  newCarrier: 28,
} as const

/** Whether it happened to somebody who paid by card after that became tedious. */
export const isCardTrouble = (key: string, { daysLeft, metadata }: Circumstances) =>
  key === 'checkout.payment' && metadata.paymentMethod === 'card' && daysLeft <= turns.cardTrouble

const usual = () => ({ phone: 52, desktop: 40, tablet: 8 })
const lean: Record<Device, number> = { phone: -0.1, desktop: 0.12, tablet: 0 }

export const demoTraffic: Record<string, DemoTraffic> = {
  'search.results': {
    perDay: 70,
    seconds: 3,
    answers: 0.17,
    dismisses: 0.07,
    comments: 0.3,
    weights: [36, 64],
    page: '/search',
    devices: usual,
    metadata: random => ({ results: Math.floor(random.next() ** 2 * 120) }),
    mood: ({ device, metadata }) => lean[device] + (Number(metadata.results) < 4 ? -0.5 : 0.1),
  },
  'product.page': {
    perDay: 60,
    seconds: 4,
    answers: 0.13,
    dismisses: 0.08,
    comments: 0.3,
    weights: [6, 9, 20, 36, 29],
    page: '/lamps/nordlys',
    devices: usual,
    metadata: random => ({
      product: random.weigh({ nordlys: 30, fjell: 25, havre: 20, skog: 15, dis: 10 }),
      price: random.pick([19, 39, 59, 89, 149, 249]),
    }),
    mood: ({ device, metadata }) => lean[device] + (metadata.product === 'skog' ? -0.6 : 0.1),
  },
  'cart.delivery': {
    perDay: 66,
    seconds: 6,
    answers: 0.24,
    dismisses: 0.06,
    comments: 0.2,
    weights: [5, 8, 16, 37, 34],
    page: '/cart',
    devices: daysLeft =>
      daysLeft > turns.phonesCome
        ? { phone: 26, desktop: 66, tablet: 8 }
        : { phone: 80, desktop: 15, tablet: 5 },
    metadata: random => ({ deliveryMethod: random.weigh({ 'pick-up': 48, home: 34, locker: 18 }) }),
    mood: ({ device, metadata }) =>
      ({ phone: -0.35, desktop: 0.65, tablet: 0.2 })[device] +
      (metadata.deliveryMethod === 'locker' ? 0.3 : 0),
  },
  'checkout.payment': {
    perDay: 104,
    seconds: 5,
    answers: 0.31,
    dismisses: 0.05,
    comments: 0.22,
    weights: [2, 1, 1.5, 2, 2, 5, 6, 12, 20, 20, 29],
    page: '/checkout',
    devices: usual,
    metadata: random => {
      const items = 1 + Math.floor(random.next() ** 3 * 7)
      return {
        orderId: `A${10_000 + Math.floor(random.next() * 90_000)}`,
        orderValue: Math.round(items * (18 + random.next() ** 2 * 160)),
        paymentMethod: random.weigh({ card: 56, invoice: 22, wallet: 22 }),
        items,
        currency: random.weigh({ EUR: 60, SEK: 40 }),
      }
    },
    mood: circumstances =>
      lean[circumstances.device] + (isCardTrouble('checkout.payment', circumstances) ? -0.95 : 0.15),
  },
  'order.delivered': {
    perDay: 46,
    seconds: 7,
    answers: 0.3,
    dismisses: 0.12,
    comments: 0.24,
    weights: [7, 8, 12, 30, 43],
    page: '/orders',
    devices: usual,
    metadata: (random, daysLeft) => ({
      orderId: `A${10_000 + Math.floor(random.next() * 90_000)}`,
      carrier: daysLeft > turns.newCarrier ? 'postal' : random.weigh({ postal: 25, courier: 75 }),
    }),
    mood: ({ metadata }) => (metadata.carrier === 'courier' ? 0.75 : -0.1),
  },
  'support.closed': {
    perDay: 13,
    seconds: 11,
    answers: 0.36,
    dismisses: 0.06,
    comments: 0.4,
    weights: [8, 6, 8, 9, 17, 25, 27],
    page: '/support',
    devices: usual,
    metadata: random => ({ topic: random.weigh({ return: 40, delivery: 35, product: 25 }) }),
    mood: ({ metadata }) => (metadata.topic === 'return' ? -0.3 : 0.2),
  },
  'app.week-one': {
    perDay: 11,
    seconds: 4,
    answers: 0.28,
    dismisses: 0.1,
    comments: 0,
    weights: [7, 15, 46, 32],
    page: '/app',
    devices: () => ({ phone: 90, tablet: 10 }),
    metadata: () => ({}),
    mood: () => 0,
  },
  // Too few to say anything of a change.
  'account.settings': {
    perDay: 1.6,
    seconds: 8,
    answers: 0.24,
    dismisses: 0.06,
    comments: 0.5,
    weights: [12, 10, 12, 10, 16, 22, 18],
    page: '/account',
    devices: usual,
    metadata: () => ({}),
    mood: () => 0,
  },
}
