import { listPaused } from '../../../store/digests.ts'
import { listNewestComments } from '../../../store/newestComments.ts'
import type { Db } from '../../../store/tables.ts'
import { listTouchpoints } from '../../../store/touchpoints.ts'
import type { Day } from '../../scores/calendar.ts'
import { planScores } from '../../scores/planScores.ts'
import { readScores } from '../../scores/readScores.ts'
import type { Message, OpenDestination } from '../destinationKind.ts'
import type { Links } from '../notices/links.ts'
import type { Notice } from '../notices/notice.ts'
import type { PeopleSettings } from '../people.ts'
import { composeDigest } from './composeDigest.ts'

const mostComments = 5
/** How long scores may read responses, in milliseconds: where a time zone has half hours. */
const scoresMs = 3_500

/** A digest of the days that its body names, as they stand now. */
export async function readDigest(
  db: Db,
  { project, body }: Message,
  { settings, filters }: OpenDestination,
  links: Links,
): Promise<Notice> {
  const { comments } = settings as unknown as PeopleSettings
  const { from, to } = body as { from: Day; to: Day }
  const { timeZone } = project
  const known = await listTouchpoints(db, project.id)
  const touchpoint = filters.touchpoints?.filter(key => known.some(each => each.key === key))
  const query = {
    from,
    to,
    timeZone,
    interval: 'none' as const,
    compareTo: 'previous-period',
    answerTime: false,
    ...(touchpoint ? { touchpoint } : {}),
  }
  const plan = planScores(query, 0)
  if ('faults' in plan) throw new Error('A digest has days that cannot be')
  const { start, end } = plan.period
  const inTurn = <T>(read: (db: Db) => Promise<T>) => read(db)
  const scores =
    known.length === 0 || touchpoint?.length === 0
      ? null
      : await readScores({ db, inTurn }, project.id, { query, plan, timeoutMs: scoresMs })
  if (typeof scores === 'string') throw new Error(`A digest has no scores: ${scores}`)
  const span = { start: new Date(start), end: new Date(end), touchpoints: touchpoint, limit: mostComments }
  return composeDigest({
    project: project.name,
    days: { from, to },
    timeZone,
    scores: scores?.scores ?? [],
    paused: await listPaused(db, project.id),
    comments: comments ? await listNewestComments(db, project.id, span) : [],
    links,
  })
}
