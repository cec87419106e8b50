import type { DraftInput } from '@tyck/shared/admin/drafts'
import type { AuthorRow } from './authors.ts'
import type { Db } from './tables.ts'
import type { Trx } from './transaction.ts'

export interface DraftRow extends AuthorRow {
  content: DraftInput
  /** What was in force when it was saved. */
  surveyId: string | null
  rulesId: string
  savedAt: Date
}

/** Puts a draft in the place of the one before. */
export async function upsertDraft(
  trx: Trx,
  projectId: string,
  touchpointId: string,
  { content, surveyId, rulesId, savedAt, by_account, by_key }: DraftRow,
): Promise<void> {
  const row = {
    content: JSON.stringify(content),
    survey_id: surveyId,
    rules_id: rulesId,
    saved_at: savedAt,
    by_account,
    by_key,
  }
  await trx
    .insertInto('drafts')
    .values({ project_id: projectId, touchpoint_id: touchpointId, ...row })
    .onConflict(conflict => conflict.columns(['project_id', 'touchpoint_id']).doUpdateSet(row))
    .execute()
}

export function findDraft(db: Db, projectId: string, touchpointId: string): Promise<DraftRow | undefined> {
  return db
    .selectFrom('drafts')
    .select([
      'content',
      'survey_id as surveyId',
      'rules_id as rulesId',
      'saved_at as savedAt',
      'by_account',
      'by_key',
    ])
    .where('project_id', '=', projectId)
    .where('touchpoint_id', '=', touchpointId)
    .executeTakeFirst()
}

/** The keys of the touchpoints that have a draft. */
export async function listDrafted(db: Db, projectId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('drafts')
    .innerJoin('touchpoints', join =>
      join
        .onRef('touchpoints.project_id', '=', 'drafts.project_id')
        .onRef('touchpoints.id', '=', 'drafts.touchpoint_id'),
    )
    .select('key')
    .where('drafts.project_id', '=', projectId)
    .execute()
  return rows.map(({ key }) => key)
}

export async function deleteDraft(trx: Trx, projectId: string, touchpointId: string): Promise<void> {
  await trx
    .deleteFrom('drafts')
    .where('project_id', '=', projectId)
    .where('touchpoint_id', '=', touchpointId)
    .execute()
}

/** Lets a draft go on from `rulesId` where it was made from `before`. */
export async function moveDraft(
  trx: Trx,
  projectId: string,
  touchpointId: string,
  before: string,
  rulesId: string,
): Promise<void> {
  await trx
    .updateTable('drafts')
    .set({ rules_id: rulesId })
    .where('project_id', '=', projectId)
    .where('touchpoint_id', '=', touchpointId)
    .where('rules_id', '=', before)
    .execute()
}
