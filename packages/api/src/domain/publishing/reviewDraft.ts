import type { TouchpointDraft } from '@tyck/shared/admin/drafts'
import type { Rules } from '@tyck/shared/admin/touchpoints'
import { findAuthors } from '../../store/authors.ts'
import { type DraftRow, findDraft } from '../../store/drafts.ts'
import type { Db } from '../../store/tables.ts'
import { findTouchpoint, type TouchpointRow } from '../../store/touchpoints.ts'
import { readTouchpoint } from '../serving/readTouchpoints.ts'
import { differenceOf } from './differenceOf.ts'
import { metadataChanges } from './metadataChanges.ts'
import { settingsOf } from './publishRules.ts'
import { surveyContent } from './surveyContent.ts'
import { surveyWarnings } from './surveyWarnings.ts'
import { toPublish } from './toPublish.ts'

/** A touchpoint with its draft, reviewed; undefined where there is no such touchpoint. */
export async function readDraft(
  db: Db,
  projectId: string,
  key: string,
): Promise<TouchpointDraft | undefined> {
  const row = await findTouchpoint(db, projectId, key)
  return row && reviewDraft(db, projectId, row)
}

/** A draft in a hundred empty languages has thousands, and nobody mends them all at once. */
const mostFaults = 200

/** The draft of a touchpoint, with what publishing it would change and what stands against that. */
export async function reviewDraft(db: Db, projectId: string, row: TouchpointRow): Promise<TouchpointDraft> {
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
      ...(written ? differenceOf('survey', surveyContent(survey), written) : []),
      ...differenceOf('rules', withoutPaused(touchpoint.rules), rules),
      ...metadataChanges(touchpoint.metadata, metadata),
    ],
  }
}

/** Whether something else was published since the draft was saved. */
export function isOutdated(draft: DraftRow, { surveyId, rulesId }: TouchpointRow): boolean {
  return draft.surveyId !== surveyId || draft.rulesId !== rulesId
}

function withoutPaused(rules: Rules) {
  const { paused: _paused, ...settings } = settingsOf(rules)
  return settings
}
