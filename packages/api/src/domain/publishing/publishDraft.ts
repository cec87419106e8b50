import type { DraftInput, PublishedDraft, PublishInput } from '@tyck/shared/admin/drafts'
import type { Touchpoint } from '@tyck/shared/admin/touchpoints'
import type { FieldError } from '@tyck/shared/problem'
import { deleteDraft, findDraft } from '../../store/drafts.ts'
import type { Db } from '../../store/tables.ts'
import { findTouchpoint, pointTouchpoint, updateTouchpoint } from '../../store/touchpoints.ts'
import type { Trx } from '../../store/transaction.ts'
import { readTouchpoint } from '../serving/readTouchpoints.ts'
import { type Act, changeLiveTouchpoint, type KnownRevision, type Refusal } from './changeTouchpoint.ts'
import { metadataChanges } from './metadataChanges.ts'
import { addRules } from './publishRules.ts'
import { addSurvey } from './publishSurvey.ts'
import { isOutdated } from './reviewDraft.ts'
import { keepDraft } from './saveDraft.ts'
import { surveyWarnings } from './surveyWarnings.ts'
import { toPublish } from './toPublish.ts'

/** Why a draft was not published, beside what stands against every change. */
type DraftRefusal = Refusal | 'no-draft' | 'outdated' | { faults: FieldError[] }

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
