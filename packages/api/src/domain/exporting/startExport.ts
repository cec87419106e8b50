import { mostColumns } from '@tyck/shared/admin/exports'
import { asCsv, csvColumns } from '../../store/exportCsv.ts'
import { type ExportNames, exportNames } from '../../store/exportNames.ts'
import { asLines, erasedLine, ndjsonLine } from '../../store/exportNdjson.ts'
import { changedRows, erasedRows, exportedRows } from '../../store/exportRows.ts'
import { type ExportConnection, openExport } from '../../store/openExport.ts'
import type { AskedOf } from '../../store/responseSource.ts'
import { selectOf } from '../../store/selectOf.ts'
import type { Db } from '../../store/tables.ts'

export type ExportFormat = 'csv' | 'ndjson'

/** How far somebody has come who exports what changed. */
export interface ExportPosition {
  /** All that transactions before it changed was there. */
  xmin: string
  /** The database in which that is so: another one gives the same numbers to other changes. */
  database: string
  /** When that was, in milliseconds since 1970. */
  at: number
}

export interface ExportOf {
  projectId: string
  format: ExportFormat
  asked: AskedOf
  /** Only what changed since; null for all. */
  after: ExportPosition | null
  /** The metadata with a column; null for those that the touchpoints take. */
  metadataKeys: readonly string[] | null
  /** Whose clock the times of a table are told by. */
  timeZone: string
  /** In milliseconds since 1970. */
  now: number
  /** How long it may take, in milliseconds. */
  mostMs: number
}

export interface Export {
  bytes: AsyncGenerator<Buffer>
  /** About how many rows they will be. */
  about: number
  /** Where the next one goes on. */
  next: ExportPosition
  /** Ends it at once, whatever is left. */
  end(): Promise<void>
}

/** The position is of another database, or older than what is known of erasures. */
export class PositionLost extends Error {}

/** For how many days a position holds: for so long the ids of answers that are gone are kept, to tell. */
export const cursorDays = 90
const dayMs = 86_400_000

/**
 * Begins to export responses, over a connection of its own. It has to be ended, also after its last byte.
 * @throws PositionLost where only all of it tells what there is; DatabaseUnavailable
 */
export async function startExport(db: Db, databaseUrl: string, of: ExportOf): Promise<Export> {
  const { projectId, format, asked, after, now, mostMs } = of
  if (after && now - after.at > cursorDays * dayMs) throw new PositionLost()
  const timeZone = format === 'csv' ? of.timeZone : 'UTC'
  const connection = await openExport(db, databaseUrl, { timeZone, statementMs: mostMs })
  try {
    const { xmin, xmax, database } = connection
    if (after && (after.database !== database || BigInt(after.xmin) > BigInt(xmax))) throw new PositionLost()
    const changes = after && { from: after.xmin, before: xmax }
    const rows = changes ? changedRows(projectId, asked, changes) : exportedRows(projectId, asked)
    const [names] = await connection.query(exportNames(projectId))
    if (!names) throw new Error('Postgres told no names')
    const columns =
      format === 'csv'
        ? csvColumns(projectId, names, of.metadataKeys ?? declaredKeys(names, asked.touchpoint))
        : ndjsonLine(projectId, names)
    const queries = [selectOf(columns, rows)]
    if (changes && format === 'ndjson') queries.push(selectOf(erasedLine, erasedRows(projectId, changes)))
    return {
      bytes: copyEach(connection, queries, format === 'csv' ? asCsv : asLines),
      about: await connection.estimate(selectOf(columns, rows)),
      next: { xmin, database, at: now },
      end: connection.end,
    }
  } catch (error) {
    await connection.end()
    throw error
  }
}

type Query = ReturnType<typeof selectOf>

/** One after the other. */
async function* copyEach({ copy, end }: ExportConnection, queries: readonly Query[], options: string) {
  try {
    for (const query of queries) yield* copy(query, options)
  } finally {
    await end()
  }
}

/** The metadata that touchpoints take, as far as they have columns. */
function declaredKeys({ touchpoints }: ExportNames, key: string | undefined): string[] {
  const keys = touchpoints
    .filter(each => key === undefined || each.key === key)
    .flatMap(({ metadata }) => Object.keys(metadata ?? {}))
  return [...new Set(keys)].slice(0, mostColumns).sort()
}
