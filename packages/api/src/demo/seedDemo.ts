import { randomUUID } from 'node:crypto'
import { rulesInput, surveyInput } from '@tyck/shared/admin/touchpoints'
import { demoKeys } from '../auth.ts'
import { publishRules } from '../domain/publishing/publishRules.ts'
import { publishSurvey } from '../domain/publishing/publishSurvey.ts'
import { saveTouchpoint } from '../domain/publishing/saveTouchpoint.ts'
import { findProjectByPublishableKey, insertProject } from '../store/projects.ts'
import type { Db } from '../store/tables.ts'
import { findTouchpoint } from '../store/touchpoints.ts'
import { inTransaction, type Trx } from '../store/transaction.ts'
import type { DemoTouchpoint } from './demoTouchpoint.ts'
import { demoTouchpoints } from './touchpoints.ts'

/**
 * Makes the demo project, and those of its touchpoints that are missing; what is there stays as it was made. Has no
 * secret key in the database: `sk_demo` is known to `auth.ts` alone.
 */
export function seedDemo(db: Db, now: number): Promise<void> {
  return inTransaction(db, async trx => {
    await insertProject(trx, {
      id: randomUUID(),
      name: 'Demo shop',
      publishableKey: demoKeys.publishable,
    })
    const project = await findProjectByPublishableKey(trx, demoKeys.publishable, new Date(now))
    if (!project) throw new Error('The demo project is gone')
    for (const touchpoint of demoTouchpoints) {
      if (!(await findTouchpoint(trx, project.id, touchpoint.key))) {
        await seedTouchpoint(trx, project.id, touchpoint, now)
      }
    }
  })
}

async function seedTouchpoint(trx: Trx, projectId: string, touchpoint: DemoTouchpoint, now: number) {
  const { key, name, metadata, survey, rules } = touchpoint
  await saveTouchpoint(trx, projectId, key, { name, metadata }, now)
  await publishRules(trx, projectId, key, rulesInput.parse({ ...rules }), now)
  await publishSurvey(trx, projectId, key, surveyInput.parse({ ...survey, series: 'new-question' }), now)
}
