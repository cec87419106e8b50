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
}

/** What the frame says. `height` is that of the question as it stands now, in px. */
export type FromFrame =
  | { tyck: 'ready' | 'shown' | 'answered' | 'dismissed' }
  | { tyck: 'skipped'; reason: string }
  | { tyck: 'height'; px: number }
