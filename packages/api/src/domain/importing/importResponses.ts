import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { ImportInput, ImportReply, ImportResult } from '@tyck/shared/admin/imports'
import {
  deleteEmptyImport,
  findImport,
  findImported,
  insertImported,
  markImportedRead,
  openImport,
  tellRetention,
} from '../../store/imports.ts'
import type { Project } from '../../store/projects.ts'
import { flagRepeats, mayRepeat } from '../../store/repeats.ts'
import { findErased, keyOf } from '../../store/responses.ts'
import { listAskedSurveys } from '../../store/scores.ts'
import type { Db } from '../../store/tables.ts'
import { findTouchpoint } from '../../store/touchpoints.ts'
import { inTransaction, type Trx } from '../../store/transaction.ts'
import { dueBefore } from '../keeping/applyRetention.ts'
import type { HashRespondent } from '../keeping/hashRespondent.ts'
import { addTags, leaveOutTags } from './tagImported.ts'
import { type ImportContext, type Refused, type Taken, toImportedResponse } from './toImportedResponse.ts'

/** Why nothing at all is imported. */
export type ImportRefusal = 'no-touchpoint' | 'archived' | 'no-survey' | 'unknown-survey' | 'other-series'

interface Asked {
  project: Project
  input: ImportInput
  dryRun: boolean
  hashRespondent: HashRespondent
  /** Milliseconds since 1970. */
  now: number
  /** Hears of an import of which the first row was stored. */
  onBegun: (trx: Trx, id: string) => Promise<void>
}

/**
 * Imports the rows of `input`; the results come in their order. When it returns, all that is `stored` is committed, with
 * its counts. Doing it again changes nothing. They join the series of the survey that is named, of the one that the
 * source was imported to before, or of the one that the touchpoint asks now.
 */
export function importResponses(db: Db, asked: Asked): Promise<ImportReply | ImportRefusal> {
  const { project, input, dryRun, now, onBegun } = asked
  return inTransaction(db, async trx => {
    const touchpoint = await findTouchpoint(trx, project.id, input.touchpoint)
    if (!touchpoint) return 'no-touchpoint'
    if (touchpoint.archivedAt !== null) return 'archived'
    const named = { project_id: project.id, touchpoint_id: touchpoint.id, source: input.source }
    const before = await findImport(trx, named)
    const surveys = await listAskedSurveys(trx, project.id, [touchpoint.id])
    const wanted = input.surveyId?.toLowerCase() ?? before?.survey_id ?? touchpoint.surveyId
    if (wanted === null) return 'no-survey'
    const seriesId = surveys.find(({ id }) => id === wanted)?.series_id
    const survey = surveys.find(each => each.series_id === seriesId)
    if (!survey) return 'unknown-survey'
    if (before && before.survey_id !== survey.id) return 'other-series'

    const fresh = { ...named, id: randomUUID(), survey_id: survey.id, created_at: new Date(now) }
    const { row, isNew } = dryRun ? { row: before ?? fresh, isNew: false } : await openImport(trx, fresh)
    // It was begun by somebody else just now, for another question.
    if (row.survey_id !== survey.id) return 'other-series'
    const keeps = dueBefore(project.retention, now)
    const context = { ...asked, touchpoint, importId: row.id, survey, keeps }
    const results = await importRows(trx, input.rows, { ...context, dryRun })
    if (isNew) {
      const isBegun = results.some(({ status }) => status === 'stored')
      await (isBegun ? onBegun(trx, row.id) : deleteEmptyImport(trx, row))
    }
    return {
      surveyId: survey.id,
      keeps: {
        responsesFrom: keeps.responses.toISOString(),
        commentsFrom: keeps.comments.toISOString(),
      },
      results,
    }
  })
}

async function importRows(
  trx: Trx,
  items: readonly unknown[],
  context: ImportContext & { dryRun: boolean },
): Promise<ImportResult[]> {
  const judged = await judge(items, context)
  const taken = judged.filter(isTaken)
  const ids = taken.map(({ row }) => row.id)
  const standing = await findImported(trx, context.project.id, context.importId, ids)
  // Of rows with the same id the first counts.
  const news = taken.filter(({ row }, at) => !standing.has(row.id) && ids.indexOf(row.id) === at)
  const erased = await findErased(
    trx,
    news.map(({ row }) => row),
  )
  const marked = await markRepeats(
    trx,
    news.filter(({ row }) => !erased.has(keyOf(row))),
  )
  await leaveOutTags(trx, context.project.id, marked)
  const stored = context.dryRun ? new Set(marked.map(({ row }) => row.id)) : await store(trx, marked, context)

  const told = new Set<string>()
  return judged.map(each => {
    if (!isTaken(each)) return { status: 'rejected', ...each }
    const { id, row } = each
    if (standing.has(row.id) || told.has(row.id)) return { id, status: 'unchanged' }
    told.add(row.id)
    if (!stored.has(row.id)) return { id, status: 'rejected', code: 'gone', pointer: '/respondent' }
    return { id, status: 'stored', ...(each.without.size > 0 ? { without: [...each.without] } : {}) }
  })
}

/** How many rows are judged before others get their turn: a comment may take milliseconds to mask. */
const rowsInATurn = 20

async function judge(items: readonly unknown[], context: ImportContext): Promise<(Taken | Refused)[]> {
  const judged: (Taken | Refused)[] = []
  for (const [at, item] of items.entries()) {
    if (at % rowsInATurn === 0) await setImmediate()
    judged.push(toImportedResponse(item, context))
  }
  return judged
}

const isTaken = (judged: Taken | Refused): judged is Taken => 'row' in judged

/** Marks answers to which another of the respondent counts, where the project counts one in a window. */
async function markRepeats(trx: Trx, news: readonly Taken[]): Promise<Taken[]> {
  const rows = news.map(({ row }) => row)
  if (!rows.some(mayRepeat)) return [...news]
  const flagged = await flagRepeats(trx, rows)
  return news.map((each, at) => {
    const row = flagged[at] ?? each.row
    if (row.flags.includes('repeat')) each.without.add('count')
    return { ...each, row }
  })
}

async function store(
  trx: Trx,
  news: readonly Taken[],
  { project, keeps, now }: ImportContext,
): Promise<Set<string>> {
  if (news.length === 0) return new Set()
  const commented = news.filter(({ kept, row }) => kept && row.comment !== null)
  await tellRetention(trx, project.id, {
    oldestComment: commented.length === 0 ? null : new Date(Math.min(...commented.map(timeOf))),
    countedUntil: news.every(({ kept }) => kept) ? null : keeps.responses,
  })
  const stored = await insertImported(trx, news)
  // Who answered them did so elsewhere, and thousands at once would bury what came today.
  await markImportedRead(trx, project.id, [...stored], new Date(now))
  await addTags(
    trx,
    project.id,
    news.filter(({ kept, row }) => kept && stored.has(row.id)),
    now,
  )
  return stored
}

const timeOf = ({ row }: Taken) => row.shown_at
