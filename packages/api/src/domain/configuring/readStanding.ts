import { createHash } from 'node:crypto'
import type {
  Configuration,
  ConfigurationSettings,
  ConfigurationSurvey,
  ConfigurationTouchpoint,
} from '@tyck/shared/admin/configuration'
import type { Survey, Touchpoint, TouchpointState } from '@tyck/shared/admin/touchpoints'
import { type AppliedRow, findAppliedConfiguration } from '../../store/appliedConfigurations.ts'
import { listDrafted } from '../../store/drafts.ts'
import type { Project } from '../../store/projects.ts'
import type { Db } from '../../store/tables.ts'
import { settingsOf } from '../publishing/publishRules.ts'
import { readAllTouchpoints } from '../serving/readTouchpoints.ts'
import { inOrder } from './inOrder.ts'

/** A touchpoint as it stands, in the parts that a document has; what has a default is there. */
export interface StandingTouchpoint extends Omit<ConfigurationTouchpoint, 'key' | 'state'> {
  state: TouchpointState
  metadata: Touchpoint['metadata']
  rules: NonNullable<ConfigurationTouchpoint['rules']>
}

/** A project's configuration as it stands, and what was applied to it before. */
export interface Standing {
  settings: ConfigurationSettings
  /** In the order of the journey; those that are archived stand last. */
  touchpoints: Map<string, StandingTouchpoint>
  /** The series that each asks now; none where it has no survey. */
  series: Map<string, Pick<Survey, 'seriesId' | 'metric'>>
  /** The keys of those that have a draft, which is no part of it. */
  drafted: readonly string[]
  applied: AppliedRow | null
  /** Another one wherever anything of this is another. */
  version: string
}

export async function readStanding(db: Db, project: Project): Promise<Standing> {
  const applied = (await findAppliedConfiguration(db, project.id)) ?? null
  const rows = await readAllTouchpoints(db, project.id)
  const settings = settingsOfProject(project)
  const touchpoints = new Map(rows.map(row => [row.key, partsOf(row, applied)]))
  const all = JSON.stringify([applied?.revision ?? 0, settings, [...touchpoints]])
  return {
    settings,
    touchpoints,
    series: new Map(rows.flatMap(({ key, survey }) => (survey ? [[key, survey] as const] : []))),
    drafted: await listDrafted(db, project.id),
    applied,
    version: createHash('sha256').update(all).digest('base64url').slice(0, 22),
  }
}

/** What stands as a document: the same bytes wherever the same stands. Archived touchpoints are none of it. */
export function documentOf({ settings, touchpoints }: Standing): Configuration {
  const live = [...touchpoints].flatMap(([key, { state, survey, ...parts }]) =>
    state === 'archived' ? [] : [{ key, ...parts, state, ...(survey ? { survey: shortened(survey) } : {}) }],
  )
  return inOrder({ project: settings, touchpoints: live }) as Configuration
}

export function settingsOfProject(project: ConfigurationSettings): ConfigurationSettings {
  const { timeZone, origins, theme, budget, acrossDevices, respectGpc, countOnceWithin } = project
  return { timeZone, origins, theme, budget, acrossDevices, respectGpc, countOnceWithin }
}

function partsOf({ key, name, state, metadata, survey, rules }: Touchpoint, applied: AppliedRow | null) {
  const { paused: _paused, ...asks } = settingsOf(rules)
  const standing: StandingTouchpoint = { name, state, metadata, rules: asks }
  if (!survey) return standing
  const { seriesId, metric, comment, defaultLocale, locales } = survey
  const series = numberOf(applied?.series[key] ?? {}, seriesId)
  return { ...standing, survey: { series, metric, comment, defaultLocale, locales } }
}

/** The number of a series in documents; one that was begun elsewhere has the next one. */
function numberOf(numbered: Record<string, { id: string }>, seriesId: string): number {
  const known = Object.entries(numbered).find(([, { id }]) => id === seriesId)
  return known ? Number(known[0]) : Math.max(0, ...Object.keys(numbered).map(Number)) + 1
}

/** Without what says nothing: a language has a line for each of its texts. */
function shortened({ series, comment, locales, ...survey }: ConfigurationSurvey): object {
  const texts = Object.entries(locales).map(([tag, { followUps, reasons, afterwards, ...rest }]) => {
    const bySegment = Object.entries({ followUps, reasons, afterwards })
    return [
      tag,
      { ...rest, ...Object.fromEntries(bySegment.filter(([, part]) => Object.keys(part).length > 0)) },
    ]
  })
  return {
    ...survey,
    ...(series === 1 ? {} : { series }),
    ...(comment ? {} : { comment }),
    locales: Object.fromEntries(texts),
  }
}
