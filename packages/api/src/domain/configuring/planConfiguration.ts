import { setImmediate } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type {
  ConfigurationItem,
  ConfigurationPlan,
  ConfigurationTouchpoint,
  FilledConfiguration,
} from '@tyck/shared/admin/configuration'
import { projectInput } from '@tyck/shared/admin/project'
import type { Warning } from '@tyck/shared/admin/warning'
import type { FieldError } from '@tyck/shared/problem'
import type { AppliedContent } from '../../store/appliedConfigurations.ts'
import { mostFaults } from '../faults/mostFaults.ts'
import { surveyWarnings } from '../publishing/surveyWarnings.ts'
import { changesOf } from './changesOf.ts'
import { checkSettings, checkTouchpoint } from './checkWork.ts'
import { type Continuation, continuationOf } from './continuationOf.ts'
import { describeAddition, describeWork } from './describeWork.ts'
import { orderOf } from './orderOf.ts'
import { pick } from './pick.ts'
import { type Standing, type StandingTouchpoint, settingsOfProject } from './readStanding.ts'

/** What is to be done to a touchpoint, which the document has otherwise than it stands. */
export interface TouchpointWork {
  wanted: ConfigurationTouchpoint
  /** Undefined where it is new. */
  standing: StandingTouchpoint | undefined
  /** Which parts differ. */
  differs: Record<'name' | 'state' | 'metadata' | 'survey' | 'rules', boolean>
  continuation: Continuation
  hasDraft: boolean
}

export interface Planned {
  told: Pick<ConfigurationPlan, 'items' | 'unnamed' | 'warnings'>
  /** What stands against it, by pointers into the document. */
  faults: FieldError[]
  work: { settings: boolean; touchpoints: TouchpointWork[]; order: string[] | null; archive: string[] }
}

/**
 * What applying `document` to what stands would do, and what stands against it, as far as a problem tells it. Between
 * touchpoints others get their turn.
 */
export async function planConfiguration(
  standing: Standing,
  document: FilledConfiguration,
  archive: boolean,
): Promise<Planned> {
  const { touchpoints, project = {} } = document
  const { content } = standing.applied ?? {}
  const applied = { ...untouched, ...content, project: { ...untouched.project, ...content?.project } }
  const settings = changesOf(pick(standing.settings, project), project, applied.project)
  const faults = [
    ...duplicates(touchpoints),
    ...(settings.length > 0 ? checkSettings(standing.settings, project) : []),
  ]
  const planned: ReturnType<typeof planTouchpoint>[] = []
  for (const [at, wanted] of touchpoints.entries()) {
    if (faults.length >= mostFaults) break
    await setImmediate()
    const each = planTouchpoint(standing, wanted, at, applied.touchpoints[wanted.key] ?? {})
    faults.push(...each.faults)
    planned.push(each)
  }
  const order = orderOf(standing, touchpoints, applied.order)
  const named = new Set(touchpoints.map(({ key }) => key))
  const unnamed = [...standing.touchpoints]
    .filter(([key, { state }]) => state !== 'archived' && !named.has(key))
    .map(([key]) => key)
  const toArchive = archive ? unnamed.filter(key => Object.hasOwn(applied.touchpoints, key)) : []
  return {
    told: {
      items: [
        ...(settings.length > 0
          ? [item('project', 'change', "Changes the project's settings", settings)]
          : []),
        ...planned.flatMap(each => each.item ?? []),
        ...(order ? [order] : []),
        ...toArchive.map(key => archived(standing, key, applied.touchpoints[key] ?? {})),
      ],
      unnamed: unnamed.filter(key => !toArchive.includes(key)),
      warnings: planned.flatMap(each => each.warnings),
    },
    faults,
    work: {
      settings: settings.length > 0,
      touchpoints: planned.flatMap(each => (each.item ? each.work : [])),
      order: touchpoints.length > 1 ? touchpoints.map(({ key }) => key) : null,
      archive: toArchive,
    },
  }
}

/** The same for one touchpoint; without an item where it stands as it is wanted. */
function planTouchpoint(standing: Standing, wanted: ConfigurationTouchpoint, at: number, applied: object) {
  const found = standing.touchpoints.get(wanted.key)
  const work = workOn(wanted, found, standing)
  const faults = found?.state === 'archived' && wanted.state === undefined ? [isArchived(at)] : []
  const changes = found ? changesOf(pick(found, wanted), wanted, applied) : []
  if (found && changes.length === 0) return { item: null, work, faults, warnings: [] }
  const on = `touchpoints/${wanted.key}`
  return {
    item: found
      ? item(on, 'change', describeWork(work), changes)
      : item(on, 'add', describeAddition(wanted), []),
    work,
    faults: [...faults, ...checkTouchpoint(work, at)],
    warnings: warningsOf(work).map(one => ({ ...one, pointer: `/touchpoints/${at}/survey${one.pointer}` })),
  }
}

function warningsOf({ wanted, standing, differs, continuation }: TouchpointWork): Warning[] {
  if (!wanted.survey || !differs.survey) return []
  const series = continuation.kind === 'begins' ? 'new-question' : 'same-question'
  return surveyWarnings(wanted.survey, standing?.survey, { ...wanted.survey, series })
}

function archived({ touchpoints }: Standing, key: string, applied: object): ConfigurationItem {
  const words = 'Archives it: it asks nobody any more, and keeps its responses'
  const isAsApplied = changesOf(pick(touchpoints.get(key) ?? {}, applied), applied, {}).length === 0
  return { ...item(`touchpoints/${key}`, 'archive', words, []), overwrites: !isAsApplied }
}

/** A project to which nothing was applied: as it is when it is made. All else was made elsewhere. */
const untouched: AppliedContent = {
  project: settingsOfProject(projectInput.parse({ name: 'New', origins: [], theme: {} })),
  order: [],
  touchpoints: {},
}

function workOn(
  wanted: ConfigurationTouchpoint,
  found: StandingTouchpoint | undefined,
  { applied, series, drafted }: Standing,
): TouchpointWork {
  const isOther = (part: keyof TouchpointWork['differs']) =>
    wanted[part] !== undefined && !isDeepStrictEqual(wanted[part], found?.[part])
  const differs = {
    name: isOther('name'),
    state: isOther('state'),
    metadata: isOther('metadata'),
    survey: isOther('survey'),
    rules: isOther('rules'),
  }
  const numbered = applied?.series[wanted.key] ?? {}
  const continuation = continuationOf(wanted.survey, found?.survey, series.get(wanted.key), numbered)
  return { wanted, standing: found, differs, continuation, hasDraft: drafted.includes(wanted.key) }
}

function item(
  on: string,
  action: ConfigurationItem['action'],
  words: string,
  changes: ConfigurationItem['changes'],
): ConfigurationItem {
  return { on, action, words, changes, overwrites: changes.some(({ overwrites }) => overwrites) }
}

function duplicates(touchpoints: readonly ConfigurationTouchpoint[]): FieldError[] {
  const seen = new Set<string>()
  return touchpoints.flatMap(({ key }, at) => {
    if (seen.has(key))
      return [{ pointer: `/touchpoints/${at}/key`, code: 'duplicate', expected: 'each key once' }]
    seen.add(key)
    return []
  })
}

function isArchived(at: number): FieldError {
  const expected = 'active or paused, for the touchpoint is archived, and this takes it back'
  return { pointer: `/touchpoints/${at}/state`, code: 'missing', expected }
}
