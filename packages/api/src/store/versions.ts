import { type RawBuilder, type SqlBool, sql } from 'kysely'

/** Which versions of a touchpoint are wanted, of its surveys or of its rules; the newest first. */
export interface VersionsOf {
  limit: number
  /** Only lower ones. */
  before?: number | undefined
  /** Only those with these ids. */
  ids?: readonly string[] | undefined
}

export function ofVersions({ before, ids }: Omit<VersionsOf, 'limit'>): RawBuilder<SqlBool> {
  const older = before === undefined ? sql`true` : sql`version < ${before}`
  return ids === undefined ? sql<SqlBool>`${older}` : sql<SqlBool>`${older} and id = any (${ids}::uuid[])`
}
