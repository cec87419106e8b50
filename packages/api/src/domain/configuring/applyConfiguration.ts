import type { FilledConfiguration } from '@tyck/shared/admin/configuration'
import type { FieldError } from '@tyck/shared/problem'
import { findProject, lockProject, updateProject } from '../../store/projects.ts'
import type { Db } from '../../store/tables.ts'
import { listTouchpoints, lockTouchpoints } from '../../store/touchpoints.ts'
import { inTransaction, type Trx } from '../../store/transaction.ts'
import type { Act } from '../publishing/changeTouchpoint.ts'
import { orderJourney } from '../publishing/orderJourney.ts'
import { setState } from '../publishing/setState.ts'
import { applyTouchpoint } from './applyTouchpoint.ts'
import { placed } from './orderOf.ts'
import { type Planned, planConfiguration } from './planConfiguration.ts'
import { readStanding } from './readStanding.ts'
import { remember } from './remember.ts'

/** How a document is to be applied. */
export interface Applying {
  archive: boolean
  /** What may be overwritten although it was changed elsewhere, by its `on`. */
  overwrite: readonly string[]
  note?: string | undefined
  /** The version of what stands that the caller looked at; null for any. */
  known: string | null
}

/** What a document came to. */
export interface Applied {
  plan: Planned['told']
  version: string
}

/** Why it was not applied, with nothing of it done. */
type Refused = 'no-project' | 'stale' | { faults: FieldError[] } | { overwrites: string[] }

/**
 * Brings a project to what `document` says, all of it or nothing: what differs is published as by anybody else. What was
 * changed elsewhere since a document was applied is left alone unless it is named; then nothing else is done either.
 */
export function applyConfiguration(
  db: Db,
  projectId: string,
  document: FilledConfiguration,
  { archive, overwrite, note, known }: Applying,
  act: Act,
): Promise<Applied | Refused> {
  return inTransaction<Applied | Refused>(db, async trx => {
    // Nobody else applies, orders or publishes meanwhile.
    await lockProject(trx, projectId)
    await lockTouchpoints(trx, projectId)
    const project = await findProject(trx, projectId)
    if (!project) return 'no-project'
    const standing = await readStanding(trx, project)
    if (known !== null && known !== standing.version) return 'stale'
    const { told, faults, work } = await planConfiguration(standing, document, archive)
    if (faults.length > 0) return { faults }
    const overwrites = told.items.filter(item => item.overwrites && !overwrite.includes(item.on))
    if (overwrites.length > 0) return { overwrites: overwrites.map(({ on }) => on) }

    if (work.settings) await updateProject(trx, projectId, { ...project, ...document.project })
    for (const each of work.touchpoints) await applyTouchpoint(trx, projectId, each, note, act)
    for (const key of work.archive) await setState(trx, projectId, key, 'archived', act, null)
    if (work.order) await putInOrder(trx, projectId, work.order)

    const settings = { ...project, ...document.project }
    const after = await readStanding(trx, settings)
    await remember(trx, projectId, document, standing, after, work.archive, act)
    return { plan: told, version: (await readStanding(trx, settings)).version }
  })
}

async function putInOrder(trx: Trx, projectId: string, wanted: readonly string[]): Promise<void> {
  const live = (await listTouchpoints(trx, projectId)).map(({ key }) => key)
  const order = placed(live, wanted)
  if (order.some((key, at) => key !== live[at])) await orderJourney(trx, projectId, order)
}
