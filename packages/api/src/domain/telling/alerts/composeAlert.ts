import type { Metric } from '@tyck/shared/metric'
import { countStorm, listStormComments, noteStorm, placeAlert } from '../../../store/alertHours.ts'
import { listDeliveredKeys } from '../../../store/deliveries.ts'
import { readComments } from '../../../store/newestComments.ts'
import { readSilences } from '../../../store/silences.ts'
import type { Db } from '../../../store/tables.ts'
import { dayAt } from '../../scores/calendar.ts'
import type { Skipped } from '../composeNotice.ts'
import type { Message, OpenDestination } from '../destinationKind.ts'
import type { Links } from '../notices/links.ts'
import type { Notice } from '../notices/notice.ts'
import { isLow } from '../notices/segmentWords.ts'
import type { AlertBody, PeopleSettings } from '../people.ts'
import { planDelivery } from '../planDelivery.ts'
import { silenceKey } from '../silence/silenceKey.ts'
import { silenceNotice } from '../silence/silenceNotice.ts'
import { alertNotice, changedNotice } from './alertNotice.ts'
import { readAnswer } from './readAnswer.ts'
import { stormNotice } from './stormNotice.ts'

/** So many alerts of an hour are told one by one; those on top of them are one message, when the hour is over. */
export const singlesAnHour = 10
const hourMs = 3_600_000
/** What is under way when the hour ends has so long, in milliseconds. */
const lateMs = 5_000
const stormComments = 3

type Body = AlertBody | { alert: 'storm'; beganAt: string } | { alert: 'silence' | 'back'; ids: string[] }

/** What an alert has to say, as everything stands now. */
export async function composeAlert(
  db: Db,
  message: Message,
  destination: OpenDestination,
  links: Links,
): Promise<Notice | Skipped> {
  const { id, project, response, now } = message
  const { timeZone } = project
  const { comments } = destination.settings as unknown as PeopleSettings
  const body = message.body as Body
  const of = { projectId: project.id, destinationId: destination.id }
  const where = { links, timeZone }

  switch (body.alert) {
    case 'detractor': {
      if (!response || !isLow(response.metric as Metric, response.score)) return { skipped: 'no-low-score' }
      const { hasComment } = destination.filters
      if (hasComment !== undefined && hasComment !== (response.comment !== null))
        return { skipped: 'filtered' }
      const { isSingle, beganAt } = await placeAlert(
        db,
        { ...of, deliveryId: id },
        { singles: singlesAnHour, now },
      )
      if (isSingle) return alertNotice(await readAnswer(db, response, comments), where)
      await noteStorm(db, project.id, id, beganAt)
      await planDelivery(db, destination, {
        kind: 'alert',
        key: `storm ${beganAt.toISOString()}`,
        body: { alert: 'storm', beganAt: beganAt.toISOString() } satisfies Body,
        dueInMs: beganAt.getTime() + hourMs + lateMs - now.getTime(),
      })
      return { skipped: 'told-together' }
    }
    case 'changed': {
      const isTold =
        response && ((body.commented && comments && response.comment !== null) || response.score !== body.was)
      return isTold
        ? changedNotice(await readAnswer(db, response, comments), body.was, where)
        : { skipped: 'no-change' }
    }
    case 'storm': {
      const storm = { ...of, beganAt: body.beganAt }
      const touchpoints = await countStorm(db, storm)
      if (touchpoints.length === 0) return { skipped: 'response-gone' }
      const ids = comments ? await listStormComments(db, { ...storm, limit: stormComments }) : []
      const began = Date.parse(body.beganAt)
      const days = { from: dayAt(began, timeZone), to: dayAt(began + hourMs, timeZone) }
      return stormNotice({ touchpoints, comments: await readComments(db, project.id, ids), days }, where)
    }
    default: {
      const isBack = body.alert === 'back'
      const silences = await readSilences(db, project.id, body.ids)
      // Who has not heard that it stopped need not hear that it is back.
      const keys = silences.map(({ noticed_at }) => silenceKey(noticed_at))
      const heard = isBack ? await listDeliveredKeys(db, of, keys) : new Set(keys)
      const told = silences.filter(({ noticed_at }) => heard.has(silenceKey(noticed_at)))
      if (told.length === 0) return { skipped: 'not-heard' }
      const silent = told.map(({ key, published_at, ...row }) => ({
        ...row,
        touchpoint: key,
        publishedAt: published_at,
        isBack,
      }))
      return silenceNotice(silent, { project: project.name, ...where })
    }
  }
}
