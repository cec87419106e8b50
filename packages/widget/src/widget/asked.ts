import type { PublicSurvey, SurveysBody } from '@tyck/shared/contract/surveys'
import type { JSX } from 'preact'
import type { Calls } from '../calls/calls.ts'
import type { Later } from '../later/later.ts'
import type { Entry } from '../later/response.ts'
import type { Slot } from '../loader/collapse.ts'
import type { Surveys } from '../loader/fetchSurveys.ts'
import type { Page } from '../loader/page.ts'

import type { Detail, Metadata, Outcome } from '../types.ts'
import type { Moment, Quiet } from './eligibility.ts'
import type { View } from './Survey.tsx'
import type { Store } from './store.ts'

/** What a touchpoint would do here and now. */
interface Decision {
  /** Why it asks nobody; undefined where it asks. */
  quiet: Quiet | undefined
  survey: PublicSurvey | undefined
  project: SurveysBody['project'] | undefined
  moment: Moment
  /** The response that a remount or a reload goes on with. */
  before: Entry | undefined
}

/** A touchpoint that somebody wants to ask at. */
interface Turn {
  touchpoint: string
  /** The slot it is asked for in, if any. */
  slot: HTMLElement | null
}

/** A touchpoint that is on the screen, or about to be. */
export interface Asked extends Turn {
  survey: PublicSurvey
  project: SurveysBody['project']
  moment: Moment
  /** The page's address when it was asked for. */
  address: string
  /** Where it is drawn: the slot, or a corner of its own. */
  host: Slot
  corner: boolean
  root: ShadowRoot
  view: View
  /** The response that it goes on with, and from the drawing on the response as it was last posted. */
  entry: Entry | undefined
  /** What has become of the answer. */
  status?: 'saving' | 'saved' | 'willSend' | 'notSaved'
  /** A corner said that it is there. */
  announced?: boolean
  /** The comment as far as it is typed. */
  draft?: string | undefined
  /** What stands beneath the scale once there is a score. */
  content?: (() => JSX.Element) | undefined
  /** Changes what is shown. */
  draw(change: Partial<View>): void
  /** Looks as the page and its slot say, and takes its height anew. False where the slot has no room. */
  fit?(): boolean
  /** Why its slot has no room, in px that are needed and that are there. */
  lacks?: Quiet
  /** Does what somebody asked for by tap or key. */
  act(what: 'answer' | 'pick' | 'dismiss', score?: number): void
  /** Tells the caller of `show` how it ended; said twice, the first counts. */
  tell(outcome: Outcome): void
  /** A corner hears that thanks are said. */
  thanked?: () => void
  /** Whether something has come up since that keeps it from being asked: then it ends. */
  isLate(): boolean
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
  /** What is remembered across visits. */
  store: Store
  /** What is remembered in this tab. */
  session: Store
  surveysFor(slot: Element | null): Surveys
  /** Those of which it is being found out whether they may be asked; what is taken out of here is not. */
  turns: Set<Turn>
  /** By touchpoint. */
  asked: Map<string, Asked>
  /** This page's responses by touchpoint: a single-page app may mount their slots again. */
  open: Map<string, Entry>
  /** The slots that were too low when they were last asked in. */
  noRoom: WeakMap<HTMLElement, Quiet>
  /** Who the site says is there. */
  who: { respondent?: string; identity?: string | undefined }
  decide(touchpoint: string, slot: HTMLElement | null, given?: Metadata): Promise<Decision>
  /** Asks at a touchpoint, or says why not. */
  ask(touchpoint: string, slot: HTMLElement | null, given?: Metadata): Promise<Outcome>
  /** The slots of a touchpoint, in the order of the page. */
  slotsOf(touchpoint: string): HTMLElement[]
  /** Ends what is asked, or about to be, where it `matches`. */
  drop(matches: (turn: Turn) => boolean): void
  /** Calls the later half: at once where it is there. */
  later(use: (half: Later) => void): void
  calls(): Promise<Calls>
  emit(name: 'shown' | 'answered' | 'dismissed' | 'skipped', slot: HTMLElement | null, detail: Detail): void
  /** Draws it, unseen as yet. */
  show(one: Asked): void
  /** Lets it be seen; false where its slot has no room. */
  place(one: Asked): boolean
  whenShown: typeof import('./shown.ts').whenShown
  recall: typeof import('./memory.ts').recall
  newEntry: typeof import('./newEntry.ts').newEntry
  dress: typeof import('./root.ts').dress
}
