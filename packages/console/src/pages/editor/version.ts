import type { Author } from '@tyck/shared/admin/author'

type Part = 'survey' | 'rules'

/** One line of the history: a survey, or rules. */
export interface Version {
  part: Part
  id: string
  number: number
  publishedAt: string
  note: string | null
  by: Author
  inForce: boolean
  /** It began a series of its own. */
  isNewSeries: boolean
  /** Its scores are in another series than those of the question that is asked now. */
  isOtherSeries: boolean
  /** The number of the older version that it put in force again. */
  restoredFrom: number | undefined
  /** The one that it took the place of. */
  before: string | undefined
}
