import type { PublicSurvey, SurveysBody } from '@tyck/shared/contract'
import type { JSX } from 'preact'
import type { Moment } from './eligibility.ts'
import type { Page } from './page.ts'
import type { Entry } from './response.ts'
import type { View } from './Survey.tsx'
import type { Detail, Metadata, Outcome, QuietReason } from './types.ts'

/** What a touchpoint would do here and now. */
interface Decision {
  /** Why it asks nobody; undefined where it asks. */
  reason: QuietReason | undefined
  survey: PublicSurvey | undefined
  project: SurveysBody['project'] | undefined
  moment: Moment
  /** The response that a remount or a reload goes on with. */
  before: Entry | undefined
}

/** A touchpoint that is on the screen, or about to be. */
export interface Asked {
  touchpoint: string
  survey: PublicSurvey
  project: SurveysBody['project']
  moment: Moment
  /** The slot it was asked for in, if any. */
  slot: HTMLElement | null
  /** Where it is drawn: the slot, or a corner of its own. */
  host: HTMLElement
  corner: boolean
  root: ShadowRoot
  view: View
  /** The response that it goes on with, and from the drawing on the response as it was last posted. */
  entry: Entry | undefined
  /** What has become of the answer, in words. */
  status?: string
  /** The comment as far as it is typed. */
  draft?: string | undefined
  /** What stands beneath the scale once there is a score. */
  content?: (() => JSX.Element) | undefined
  /** Changes what is shown. */
  draw(change: Partial<View>): void
  /** Does what somebody asked for by tap or key. */
  act(what: 'answer' | 'pick' | 'dismiss', score?: number): void
  /** Tells the caller of `show` how it ended; said twice, the first counts. */
  tell(outcome: Outcome): void
  /** A corner hears that thanks are said. */
  thanked?: () => void
  /** Takes it off the screen. */
  end(): void
  /** Where focus was before it came in here; closing gives it back. */
  focusBefore?: HTMLElement
  /** What ends with it: timers, listeners, the drawing. */
  stops: (() => void)[]
}

/** What the widget hands to its later half. */
export interface Kit {
  h: typeof import('preact').h
  page: Page
  /** By touchpoint. */
  asked: Map<string, Asked>
  /** This page's responses by touchpoint: a single-page app may mount their slots again. */
  open: Map<string, Entry>
  decide(touchpoint: string, slot: HTMLElement | null, given?: Metadata): Promise<Decision>
  /** Asks at a touchpoint, or says why not. A `turn` that is not the slot's latest asks nobody. */
  ask(touchpoint: string, slot: HTMLElement | null, given?: Metadata, turn?: object): Promise<Outcome>
  emit(name: 'shown' | 'answered' | 'dismissed' | 'skipped', slot: HTMLElement | null, detail: Detail): void
  /** Draws it; false where its slot has no room. */
  show(one: Asked): boolean
  recall: typeof import('./memory.ts').recall
  uuidv7: typeof import('./uuidv7.ts').uuidv7
  dress: typeof import('./root.ts').dress
}
