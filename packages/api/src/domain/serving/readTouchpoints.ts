import type { Rules, Touchpoint, TouchpointHistory, TouchpointState } from '@tyck/shared/admin/touchpoints'
import { type AuthorRow, findAuthors } from '../../store/authors.ts'
import { findRules, listRules } from '../../store/rules.ts'
import { findSurveys, listSurveys } from '../../store/surveys.ts'
import type { Db } from '../../store/tables.ts'
import {
  findTouchpoint,
  listAllTouchpoints,
  listTouchpoints,
  type TouchpointRow,
} from '../../store/touchpoints.ts'

/** The project's touchpoints in the order of the journey, each with what it asks now, and how. */
export async function readTouchpoints(db: Db, projectId: string): Promise<Touchpoint[]> {
  return withVersions(db, projectId, await listTouchpoints(db, projectId))
}

/** The same with those that are archived at the end. */
export async function readAllTouchpoints(db: Db, projectId: string): Promise<Touchpoint[]> {
  return withVersions(db, projectId, await listAllTouchpoints(db, projectId))
}

export async function readTouchpoint(
  db: Db,
  projectId: string,
  key: string,
): Promise<Touchpoint | undefined> {
  const row = await findTouchpoint(db, projectId, key)
  return row && (await withVersions(db, projectId, [row]))[0]
}

const historyLimit = 100

interface HistoryOf {
  /** The ids of the surveys whose texts are wanted. */
  textsOf?: readonly string[]
  /** Only these surveys and rules, by their ids. */
  ids?: readonly string[]
  /** Only surveys, and only rules, of lower versions. */
  surveysBefore?: number | undefined
  rulesBefore?: number | undefined
}

/** The versions of a touchpoint's survey and rules, newest first; undefined where there is no such touchpoint. */
export async function readHistory(
  db: Db,
  projectId: string,
  key: string,
  { textsOf = [], ids, surveysBefore, rulesBefore }: HistoryOf = {},
): Promise<TouchpointHistory | undefined> {
  const row = await findTouchpoint(db, projectId, key)
  if (!row) return undefined
  const [surveys, rules] = await Promise.all([
    listSurveys(db, projectId, row.id, { limit: historyLimit, textsOf, ids, before: surveysBefore }),
    listRules(db, projectId, row.id, { limit: historyLimit, ids, before: rulesBefore }),
  ])
  const authorOf = await findAuthors(db, projectId, [...surveys, ...rules])
  const signed = <T extends AuthorRow>({ by_account, by_key, ...version }: T) => ({
    ...version,
    by: authorOf({ by_account, by_key }),
  })
  return { surveys: surveys.map(signed), rules: rules.map(signed) }
}

async function withVersions(db: Db, projectId: string, rows: TouchpointRow[]): Promise<Touchpoint[]> {
  // Versions never change, so it does no harm that the pointers were read a moment earlier.
  const surveys = await findSurveys(db, projectId, present(rows.map(row => row.surveyId)))
  const rules = await findRules(db, projectId, present(rows.map(row => row.rulesId)))
  return rows.flatMap(row => {
    const rulesOfRow = rules.get(row.rulesId ?? '')
    if (!rulesOfRow) return []
    const { key, name, metadata, revision } = row
    const survey = surveys.get(row.surveyId ?? '') ?? null
    return [{ key, name, state: stateOf(row, rulesOfRow), revision, metadata, survey, rules: rulesOfRow }]
  })
}

function stateOf({ archivedAt }: TouchpointRow, { paused }: Rules): TouchpointState {
  if (archivedAt !== null) return 'archived'
  return paused ? 'paused' : 'active'
}

function present(ids: (string | null)[]): string[] {
  return ids.filter(id => id !== null)
}
