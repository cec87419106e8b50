import type { Segment } from '@tyck/shared/metric'
import { sql } from 'kysely'
import type { Db } from './tables.ts'

/** What a survey calls the reasons of a segment, in its default language, by their keys. */
export async function readReasonLabels(
  db: Db,
  projectId: string,
  surveyId: string,
  segment: Segment,
): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; label: string }>`
    select reason ->> 'key' as key, reason ->> 'label' as label
    from surveys, jsonb_array_elements(
      coalesce(locales -> default_locale -> 'reasons' -> ${segment}, '[]'::jsonb)
    ) as reason
    where project_id = ${projectId} and id = ${surveyId}`.execute(db)
  return new Map(rows.map(({ key, label }) => [key, label]))
}
