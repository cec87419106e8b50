import type { AuthorRow } from '../../store/authors.ts'
import type { Db } from '../../store/tables.ts'
import { lockTouchpoint, type TouchpointRow } from '../../store/touchpoints.ts'
import { inTransaction, type Trx } from '../../store/transaction.ts'

/** Why nothing was changed: there is no such touchpoint, it was changed meanwhile, or it is archived. */
export type Refusal = 'no-touchpoint' | 'stale' | 'archived'

/** Who changes something, and when. */
export interface Act {
  /** In milliseconds since 1970. */
  now: number
  by: AuthorRow
}

/** What the caller knew of the touchpoint; null where it makes no difference. */
export type KnownRevision = number | null

/** Runs `work` on a touchpoint that nobody else can change meanwhile, unless it is not as the caller knew it. */
export function changeTouchpoint<T>(
  db: Db,
  projectId: string,
  key: string,
  known: KnownRevision,
  work: (trx: Trx, touchpoint: TouchpointRow) => Promise<T>,
): Promise<T | Refusal> {
  return inTransaction<T | Refusal>(db, async trx => {
    const touchpoint = await lockTouchpoint(trx, projectId, key)
    if (!touchpoint) return 'no-touchpoint'
    if (known !== null && touchpoint.revision !== known) return 'stale'
    return work(trx, touchpoint)
  })
}

/** The same for what an archived touchpoint takes no more. */
export function changeLiveTouchpoint<T>(
  db: Db,
  projectId: string,
  key: string,
  known: KnownRevision,
  work: (trx: Trx, touchpoint: TouchpointRow) => Promise<T>,
): Promise<T | Refusal> {
  return changeTouchpoint<T | Refusal>(db, projectId, key, known, async (trx, touchpoint) =>
    touchpoint.archivedAt === null ? work(trx, touchpoint) : 'archived',
  )
}
