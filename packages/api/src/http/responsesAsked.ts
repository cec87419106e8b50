import type { ResponseFilters } from '@tyck/shared/admin/responses'
import { addDays, startOfDay } from '../domain/scores/calendar.ts'
import type { Project } from '../store/projects.ts'
import type { AskedOf } from '../store/responseSource.ts'
import type { Db } from '../store/tables.ts'
import { planWordSearch } from '../store/wordSearch.ts'
import { invalid } from './refuse.ts'

/** Which responses `query` asks for. @throws 400 where it contradicts itself */
export async function responsesAsked(
  db: Db,
  project: Project,
  { words, from, to, timeZone = project.timeZone, ...filters }: ResponseFilters,
): Promise<AskedOf> {
  if (from !== undefined && to !== undefined && from > to) {
    const expected = 'a day before `to`, or the same day'
    throw invalid([{ pointer: '/from', code: 'invalid-value', expected }], 'The query')
  }
  const isOfComments = words !== undefined ? '/words' : filters.read !== undefined ? '/read' : null
  if (filters.commented === false && isOfComments !== null) {
    const expected = 'nothing of the kind beside commented=false, for it is about comments'
    throw invalid([{ pointer: isOfComments, code: 'invalid-value', expected }], 'The query')
  }
  const isSearch = words !== undefined && words.trim() !== ''
  return {
    ...filters,
    ...(from === undefined ? {} : { since: new Date(startOfDay(from, timeZone)) }),
    ...(to === undefined ? {} : { before: new Date(startOfDay(addDays(to, 1), timeZone)) }),
    ...(isSearch ? { search: await planWordSearch(db, words) } : {}),
  }
}
