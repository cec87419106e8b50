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
}

export interface Planned {
  told: Pick<ConfigurationPlan, 'items' | 'unnamed' | 'warnings'>
  /** What stands against it, by pointers into the document. */
  faults: FieldError[]
  work: { settings: boolean; touchpoints: TouchpointWork[]; order: string[] | null; archive: string[] }
}

/** What applying `document` to what stands would do, and whether it may be done. */
export function planConfiguration(
  standing: Standing,
  document: FilledConfiguration,
  archive: boolean,
): Planned {
  const { touchpoints } = document
  const { content } = standing.applied ?? {}
  const applied = { ...untouched, ...content, project: { ...untouched.project, ...content?.project } }
  const items: ConfigurationItem[] = []
  const warnings: Warning[] = []
  const faults = duplicates(touchpoints)

  const settings = document.project ?? {}
  const settingChanges = changesOf(pick(standing.settings, settings), settings, applied.project)
  if (settingChanges.length > 0) {
    items.push(item('project', 'change', "Changes the project's settings", settingChanges))
    faults.push(...checkSettings(standing.settings, settings))
  }

  const work: TouchpointWork[] = []
  for (const [at, wanted] of touchpoints.entries()) {
    const found = standing.touchpoints.get(wanted.key)
    const each = workOn(wanted, found, standing)
    const changes = found ? changesOf(pick(found, wanted), wanted, applied.touchpoints[wanted.key] ?? {}) : []
    if (found?.state === 'archived' && wanted.state === undefined) faults.push(isArchived(at))
    if (found && changes.length === 0) continue
    work.push(each)
    const on = `touchpoints/${wanted.key}`
    items.push(
      found ? item(on, 'change', describeWork(each), changes) : item(on, 'add', describeAddition(wanted), []),
    )
    faults.push(...checkTouchpoint(each, at))
    if (wanted.survey && each.differs.survey) {
      const series = each.continuation.kind === 'begins' ? 'new-question' : 'same-question'
      const said = surveyWarnings(wanted.survey, found?.survey, { ...wanted.survey, series })
      warnings.push(...said.map(one => ({ ...one, pointer: `/touchpoints/${at}/survey${one.pointer}` })))
    }
  }

  const order = orderOf(standing, touchpoints, applied.order)
  if (order) items.push(order)

  const named = new Set(touchpoints.map(({ key }) => key))
  const unnamed = [...standing.touchpoints]
    .filter(([key, { state }]) => state !== 'archived' && !named.has(key))
    .map(([key]) => key)
  const toArchive = archive ? unnamed.filter(key => Object.hasOwn(applied.touchpoints, key)) : []
  for (const key of toArchive) {
    const stands = standing.touchpoints.get(key) ?? {}
    const then = applied.touchpoints[key] ?? {}
    const words = 'Archives it: it asks nobody any more, and keeps its responses'
    const isAsApplied = changesOf(pick(stands, then), then, {}).length === 0
    items.push({ ...item(`touchpoints/${key}`, 'archive', words, []), overwrites: !isAsApplied })
  }
  return {
    told: { items, unnamed: unnamed.filter(key => !toArchive.includes(key)), warnings },
    faults,
    work: {
      settings: settingChanges.length > 0,
      touchpoints: work,
      order: touchpoints.length > 1 ? touchpoints.map(({ key }) => key) : null,
      archive: toArchive,
    },
  }
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
  { applied, series }: Standing,
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
  return { wanted, standing: found, differs, continuation }
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
  const keys = touchpoints.map(({ key }) => key)
  return keys.flatMap((key, at) =>
    keys.indexOf(key) < at
      ? [{ pointer: `/touchpoints/${at}/key`, code: 'duplicate', expected: 'each key once' }]
      : [],
  )
}

function isArchived(at: number): FieldError {
  const expected = 'active or paused, for the touchpoint is archived, and this takes it back'
  return { pointer: `/touchpoints/${at}/state`, code: 'missing', expected }
}
