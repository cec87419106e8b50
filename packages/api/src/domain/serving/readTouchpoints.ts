import type { Touchpoint, TouchpointHistory } from '@tyck/shared/admin/touchpoints'
import { findRules, listRules } from '../../store/rules.ts'
import { findSurveys, listSurveys } from '../../store/surveys.ts'
import type { Db } from '../../store/tables.ts'
import { findTouchpoint, listTouchpoints, type TouchpointRow } from '../../store/touchpoints.ts'

/** The project's touchpoints by key, each with what it asks now, and how. */
export async function readTouchpoints(db: Db, projectId: string): Promise<Touchpoint[]> {
  return withVersions(db, projectId, await listTouchpoints(db, projectId))
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

/** Every version of a touchpoint's survey and rules, newest first; undefined where there is no such touchpoint. */
export async function readHistory(
  db: Db,
  projectId: string,
  key: string,
): Promise<TouchpointHistory | undefined> {
  const row = await findTouchpoint(db, projectId, key)
  if (!row) return undefined
  const [surveys, rules] = await Promise.all([
    listSurveys(db, projectId, row.id, historyLimit),
    listRules(db, projectId, row.id, historyLimit),
  ])
  return { surveys, rules }
}

async function withVersions(db: Db, projectId: string, rows: TouchpointRow[]): Promise<Touchpoint[]> {
  // Versions never change, so it does no harm that the pointers were read a moment earlier.
  const surveys = await findSurveys(db, projectId, present(rows.map(row => row.surveyId)))
  const rules = await findRules(db, projectId, present(rows.map(row => row.rulesId)))
  return rows.flatMap(row => {
    const rulesOfRow = rules.get(row.rulesId ?? '')
    if (!rulesOfRow) return []
    const { key, name, metadata } = row
    return [{ key, name, metadata, survey: surveys.get(row.surveyId ?? '') ?? null, rules: rulesOfRow }]
  })
}

function present(ids: (string | null)[]): string[] {
  return ids.filter(id => id !== null)
}
