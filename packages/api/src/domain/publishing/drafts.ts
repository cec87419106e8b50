import type { Change } from '@tyck/shared/admin/difference'
import type { DraftInput, PublishInput, TouchpointDraft } from '@tyck/shared/admin/drafts'
import type { Rules, Survey, Touchpoint } from '@tyck/shared/admin/touchpoints'
import type { Warning } from '@tyck/shared/admin/warning'
import type { FieldError } from '@tyck/shared/problem'
import { findAuthors } from '../../store/authors.ts'
import { type DraftRow, deleteDraft, findDraft, upsertDraft } from '../../store/drafts.ts'
import type { Db } from '../../store/tables.ts'
import {
  findTouchpoint,
  pointTouchpoint,
  type TouchpointRow,
  updateTouchpoint,
} from '../../store/touchpoints.ts'
import type { Trx } from '../../store/transaction.ts'
import { readTouchpoint } from '../serving/readTouchpoints.ts'
import {
  type Act,
  changeLiveTouchpoint,
  changeTouchpoint,
  type KnownRevision,
  type Refusal,
} from './changeTouchpoint.ts'
import { differenceOf } from './differenceOf.ts'
import { addRules, settingsOf } from './publishRules.ts'
import { addSurvey } from './publishSurvey.ts'
import { surveyWarnings } from './surveyWarnings.ts'
import { toPublish } from './toPublish.ts'

/** A touchpoint with its draft, reviewed; undefined where there is no such touchpoint. */
export async function readDraft(
  db: Db,
  projectId: string,
  key: string,
): Promise<TouchpointDraft | undefined> {
  const row = await findTouchpoint(db, projectId, key)
  return row && tellDraft(db, projectId, row)
}

/** Puts `content` in the place of the draft before it. Nothing that pages see changes. */
export function saveDraft(
  db: Db,
  projectId: string,
  key: string,
  content: DraftInput,
  act: Act,
  known: KnownRevision,
): Promise<TouchpointDraft | Refusal> {
  return changeLiveTouchpoint(db, projectId, key, known, async (trx, row) => {
    await keepDraft(trx, projectId, row, content, act)
    return tellDraft(trx, projectId, row)
  })
}

/** Throws the draft away. */
export function dropDraft(
  db: Db,
  projectId: string,
  key: string,
  known: KnownRevision,
): Promise<TouchpointDraft | Refusal> {
  return changeTouchpoint(db, projectId, key, known, async (trx, row) => {
    await deleteDraft(trx, projectId, row.id)
    await pointTouchpoint(trx, projectId, row.id, {})
    return tellDraft(trx, projectId, row)
  })
}

export interface PublishedDraft {
  touchpoint: Touchpoint
  published: { survey: boolean; rules: boolean; metadata: boolean }
  warnings: Warning[]
}

/** Why a draft was not published, beside what stands against every change. */
export type DraftRefusal = Refusal | 'no-draft' | 'outdated' | { faults: FieldError[] }

/**
 * Puts the draft in force: of survey, rules and metadata what differs from what stands, in one transaction. Languages
 * that `input` leaves out stay in a draft.
 */
export function publishDraft(
  db: Db,
  projectId: string,
  key: string,
  input: PublishInput,
  act: Act,
  known: KnownRevision,
): Promise<PublishedDraft | DraftRefusal> {
  return changeLiveTouchpoint<PublishedDraft | DraftRefusal>(db, projectId, key, known, async (trx, row) => {
    const draft = await findDraft(trx, projectId, row.id)
    if (!draft) return 'no-draft'
    if (isOutdated(draft, row)) return 'outdated'
    const before = await standing(trx, projectId, key)
    const { checked, faults } = toPublish(draft.content, before.rules.paused, input.without)
    if (!checked) return { faults }

    const metadata = metadataChanges(before.metadata, checked.metadata).length > 0
    if (metadata) {
      await updateTouchpoint(trx, projectId, key, { name: before.name, metadata: checked.metadata })
    }
    const { note, series } = input
    const noted = note === undefined ? {} : { note }
    const rules = await addRules(trx, projectId, row, { ...checked.rules, ...noted }, act)
    const survey =
      checked.survey && (await addSurvey(trx, projectId, row, { ...checked.survey, ...noted, series }, act))

    const after = await findTouchpoint(trx, projectId, key)
    const left = after && leftOver(draft.content, input.without)
    if (left) await keepDraft(trx, projectId, after, left, act)
    else await deleteDraft(trx, projectId, row.id)
    await pointTouchpoint(trx, projectId, row.id, {})
    return {
      touchpoint: await standing(trx, projectId, key),
      published: {
        survey: survey !== null && survey.published !== survey.before,
        rules: rules.published !== rules.before,
        metadata,
      },
      warnings: survey ? surveyWarnings(survey.published, survey.before, { ...checked.survey, series }) : [],
    }
  })
}

async function standing(trx: Trx, projectId: string, key: string): Promise<Touchpoint> {
  const touchpoint = await readTouchpoint(trx, projectId, key)
  if (!touchpoint) throw new Error('A touchpoint that is locked is gone')
  return touchpoint
}

/** The draft with the languages that were not published; undefined where there are none. */
function leftOver(content: DraftInput, without: readonly string[]): DraftInput | undefined {
  return without.some(tag => content.survey && Object.hasOwn(content.survey.locales, tag))
    ? content
    : undefined
}

async function keepDraft(
  trx: Trx,
  projectId: string,
  { id, surveyId, rulesId }: TouchpointRow,
  content: DraftInput,
  { now, by }: Act,
): Promise<void> {
  if (rulesId === null) throw new Error('A touchpoint has no rules')
  await upsertDraft(trx, projectId, id, { content, surveyId, rulesId, savedAt: new Date(now), ...by })
  await pointTouchpoint(trx, projectId, id, {})
}

/** Whether something else was published since the draft was saved. */
function isOutdated(draft: DraftRow, { surveyId, rulesId }: TouchpointRow): boolean {
  return draft.surveyId !== surveyId || draft.rulesId !== rulesId
}

async function tellDraft(db: Db, projectId: string, row: TouchpointRow): Promise<TouchpointDraft> {
  const touchpoint = await readTouchpoint(db, projectId, row.key)
  if (!touchpoint) throw new Error('A touchpoint has no rules')
  const draft = await findDraft(db, projectId, row.id)
  if (!draft) return { touchpoint, draft: null, outdated: false, faults: [], warnings: [], changes: [] }
  const { content, savedAt, by_account, by_key } = draft
  const authorOf = await findAuthors(db, projectId, [draft])
  const { written, rules, metadata, checked, faults } = toPublish(content, touchpoint.rules.paused)
  const { survey } = touchpoint
  return {
    touchpoint,
    draft: { ...content, savedAt: savedAt.toISOString(), by: authorOf({ by_account, by_key }) },
    outdated: isOutdated(draft, row),
    faults: faults.slice(0, mostFaults),
    warnings: checked?.survey ? surveyWarnings(checked.survey, survey ?? undefined, checked.survey) : [],
    changes: [
      ...(written ? differenceOf('survey', contentOf(survey), written) : []),
      ...differenceOf('rules', withoutPaused(touchpoint.rules), rules),
      ...metadataChanges(touchpoint.metadata, metadata),
    ],
  }
}

/** A draft in a hundred empty languages has thousands, and nobody mends them all at once. */
const mostFaults = 200

/** What a survey asks, without as what it was published. */
export function contentOf(survey: Survey | null) {
  if (!survey) return null
  const { metric, comment, defaultLocale, locales } = survey
  return { metric, comment, defaultLocale, locales }
}

function metadataChanges(before: Touchpoint['metadata'], after: Touchpoint['metadata']): Change[] {
  if (before && after) return differenceOf('metadata', before, after)
  return before === after ? [] : [{ part: 'metadata', pointer: '', before, after }]
}

function withoutPaused(rules: Rules) {
  const { paused: _paused, ...settings } = settingsOf(rules)
  return settings
}
