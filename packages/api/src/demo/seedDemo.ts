import { randomUUID } from 'node:crypto'
import { rulesInput, surveyInput } from '@tyck/shared/admin/touchpoints'
import { demoKeys } from '../auth.ts'
import { publishRules } from '../domain/publishing/publishRules.ts'
import { publishSurvey } from '../domain/publishing/publishSurvey.ts'
import { saveTouchpoint } from '../domain/publishing/saveTouchpoint.ts'
import { nobody } from '../store/authors.ts'
import { wasDeleted } from '../store/deletedProjects.ts'
import { findProjectByPublishableKey, insertProject } from '../store/projects.ts'
import type { Db } from '../store/tables.ts'
import { findTouchpoint } from '../store/touchpoints.ts'
import { inTransaction, type Trx } from '../store/transaction.ts'
import type { DemoTouchpoint } from './demoTouchpoint.ts'
import { dayMs, pastDays } from './past/demoPast.ts'
import { demoTouchpoints } from './touchpoints.ts'

/**
 * Makes the demo project, unless somebody deleted it, and those of its touchpoints that are missing; what is there stays
 * as it was made. Has no secret key in the database: `sk_demo` is known to `auth.ts` alone.
 * @param hasPast whether a project that is made now has asked for 90 days; `fillDemo` makes who answered
 */
export function seedDemo(db: Db, now: number, hasPast = false): Promise<void> {
  return inTransaction(db, async trx => {
    if (await wasDeleted(trx, demoKeys.publishable)) return
    const isNew = await insertProject(trx, {
      id: randomUUID(),
      name: 'Demo shop',
      publishableKey: demoKeys.publishable,
      createdAt: new Date(now),
      timeZone: 'Europe/Stockholm',
    })
    const project = await findProjectByPublishableKey(trx, demoKeys.publishable, new Date(now))
    if (!project) throw new Error('The demo project is gone')
    for (const touchpoint of demoTouchpoints) {
      if (!(await findTouchpoint(trx, project.id, touchpoint.key))) {
        await seedTouchpoint(trx, project.id, touchpoint, now, isNew && hasPast)
      }
    }
  })
}

async function seedTouchpoint(
  trx: Trx,
  projectId: string,
  { key, name, metadata, survey, rules, before }: DemoTouchpoint,
  now: number,
  hasPast: boolean,
): Promise<void> {
  const by = nobody
  const begin = { now: hasPast ? now - pastDays * dayMs : now, by }
  const earlier = hasPast ? before : undefined
  await saveTouchpoint(trx, projectId, key, { name, metadata }, begin)
  const firstRules = earlier?.rules ? { ...rules, sampleRate: earlier.rules.sampleRate } : rules
  await publishRules(trx, projectId, key, rulesInput.parse({ ...firstRules }), begin)
  if (earlier?.rules) {
    const at = { now: now - earlier.rules.daysAgo * dayMs, by }
    await publishRules(trx, projectId, key, rulesInput.parse({ ...rules }), at)
  }
  const first = surveyInput.parse({ ...survey, series: 'new-question' })
  if (!earlier?.survey) {
    await publishSurvey(trx, projectId, key, first, begin)
    return
  }
  const { daysAgo, questions, series, note } = earlier.survey
  const locales = Object.entries(first.locales).map(([locale, texts]) => [
    locale,
    { ...texts, question: questions[locale] ?? texts.question },
  ])
  await publishSurvey(trx, projectId, key, { ...first, locales: Object.fromEntries(locales) }, begin)
  await publishSurvey(trx, projectId, key, { ...first, series, note }, { now: now - daysAgo * dayMs, by })
}
