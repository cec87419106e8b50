import type { SurveysBody } from '@tyck/shared/contract/surveys'

/** What the console hands to the frame, once, when the frame says that it is ready. */
export interface ToFrame {
  /** What the widget is told, with one survey in it. */
  surveys: SurveysBody
  touchpoint: string
  metadata?: Record<string, string | number | boolean> | undefined
  locale: string
  direction: 'ltr' | 'rtl'
  scheme: 'light' | 'dark'
  /** The page's own ground, as a colour. */
  background?: string | undefined
  /** The height that the page reserves, in px. The question is shown in full even where that is too little. */
  slotPx: number
  /** Asks for `room` and nothing else: the frame is out of sight. */
  only?: 'room' | undefined
}

/** How high a question is before it is answered, in px. Every later state keeps within that. */
export interface Heights {
  /** At the frame's width. */
  here: number
  /** In 288 px: a phone of 320 px with margins, where most questions are highest. */
  narrow: number
}

/** How much room a question needs at the frame's width, in px. */
export interface Room {
  /** With all that follows it, so that nothing stands closer together or scrolls: the height to reserve. */
  px: number
  /** In less it is not asked, or cut off: closer together, with one row of reasons in sight. */
  leastPx: number
  /** Texts that are wider than their place: a long word on an answer. */
  tooWide: string[]
}

/** What the frame says. */
export type FromFrame =
  | { tyck: 'ready' | 'shown' | 'answered' | 'dismissed' }
  | { tyck: 'skipped'; reason: string }
  | ({ tyck: 'measured' } & Heights)
  | ({ tyck: 'room' } & Room)
