import type { PublicSurvey } from '@tyck/shared/contract/surveys'
import { vi } from 'vitest'
import type { Asked } from '../src/widget/asked.ts'
import { newEntry } from '../src/widget/newEntry.ts'
import { paymentSurvey } from './paymentSurvey.ts'

/** A touchpoint on the screen, without the screen: what it was told to show is in its `view` and `status`. */
export function askedAt(touchpoint = 'checkout.payment', change: Partial<PublicSurvey> = {}): Asked {
  const one = {
    touchpoint,
    survey: { ...paymentSurvey, touchpoint, ...change },
    project: { theme: {}, origins: [] },
    moment: {
      metadata: { orderValue: 420 },
      memory: { respondent: undefined, touchpoints: {}, showings: [] },
      respondent: undefined,
      origin: location.origin,
      now: Date.now(),
      test: false,
    },
    slot: null,
    host: document.createElement('div'),
    corner: false,
    address: location.href,
    view: { phase: 'asking', marked: undefined },
    draw: vi.fn(),
    act: vi.fn(),
    tell: vi.fn(),
    isLate: () => false,
    end: vi.fn(),
    stops: [],
  } as unknown as Asked
  one.entry = newEntry(one)
  return one
}
