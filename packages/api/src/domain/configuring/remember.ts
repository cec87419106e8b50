import type { FilledConfiguration } from '@tyck/shared/admin/configuration'
import { type AppliedContent, upsertAppliedConfiguration } from '../../store/appliedConfigurations.ts'
import type { Trx } from '../../store/transaction.ts'
import type { Act } from '../publishing/changeTouchpoint.ts'
import { pick } from './pick.ts'
import type { Standing } from './readStanding.ts'

/**
 * Keeps what `document` put in force, over what those before it did: of what it leaves out, theirs is the last word.
 * @param after what stands now
 * @param archived what it took away: whoever takes it back makes it their own
 */
export async function remember(
  trx: Trx,
  projectId: string,
  document: FilledConfiguration,
  before: Standing,
  after: Standing,
  archived: readonly string[],
  { now, by }: Act,
): Promise<void> {
  const { applied } = before
  const { project, order, touchpoints }: AppliedContent = applied?.content ?? {
    project: {},
    order: [],
    touchpoints: {},
  }
  const parts = new Map(Object.entries(touchpoints).filter(([key]) => !archived.includes(key)))
  const series = new Map(Object.entries(applied?.series ?? {}))
  for (const { key, ...said } of document.touchpoints) {
    const stands = after.touchpoints.get(key)
    if (!stands || stands.state === 'archived')
      throw new Error('A touchpoint that was applied does not stand')
    const { state, ...others } = stands
    const all = { ...others, state }
    // Of one that it made it said everything, also by being silent.
    const isNew = !before.touchpoints.has(key)
    const kept = isNew ? all : { ...parts.get(key), ...pick(all, said) }
    parts.set(key, said.survey ? { ...kept, survey: said.survey } : kept)
    const asked = after.series.get(key)
    if (said.survey && asked) {
      const numbered = { id: asked.seriesId, metric: asked.metric }
      series.set(key, { ...series.get(key), [said.survey.series]: numbered })
    }
  }
  const named = document.touchpoints.map(({ key }) => key)
  await upsertAppliedConfiguration(trx, projectId, {
    revision: (applied?.revision ?? 0) + 1,
    content: {
      project: { ...project, ...document.project },
      order: [...named, ...order.filter(key => !named.includes(key))],
      touchpoints: Object.fromEntries(parts),
    },
    series: Object.fromEntries(series),
    appliedAt: new Date(now),
    ...by,
  })
}
