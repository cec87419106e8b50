import { sql } from 'kysely'
import type { Db } from './tables.ts'
import type { Trx } from './transaction.ts'

/** The project's tags in the order of the alphabet, each with how many responses have it. */
export function listTags(db: Db, projectId: string): Promise<{ tag: string; responses: number }[]> {
  return db
    .selectFrom('response_tags')
    .select(['tag', sql<number>`count(*)::int`.as('responses')])
    .where('project_id', '=', projectId)
    .groupBy('tag')
    .orderBy('tag')
    .execute()
}

/** The tags of a response. */
export async function listTagsOf(db: Db, projectId: string, responseId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('response_tags')
    .select('tag')
    .where('project_id', '=', projectId)
    .where('response_id', '=', responseId)
    .execute()
  return rows.map(({ tag }) => tag)
}

/** Whether any response of the project has the tag. */
export async function isTagInUse(db: Db, projectId: string, tag: string): Promise<boolean> {
  const row = await db
    .selectFrom('response_tags')
    .select('tag')
    .where('project_id', '=', projectId)
    .where('tag', '=', tag)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** How many tags the project has, up to `most`: from one to the next along the index, however many responses have each. */
export async function countTags(db: Db, projectId: string, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with recursive found as (
      (select tag from response_tags where project_id = ${projectId} order by tag limit 1)
      union all
      select (
        select tag from response_tags where project_id = ${projectId} and tag > found.tag order by tag limit 1
      ) from found where found.tag is not null
    )
    select count(*)::int as count from (select from found where tag is not null limit ${most}) as counted`.execute(
    db,
  )
  return rows[0]?.count ?? 0
}

/** Gives a response a tag; one that it has stays as it is. */
export async function addTag(
  trx: Trx,
  projectId: string,
  { responseId, tag, taggedAt }: { responseId: string; tag: string; taggedAt: Date },
): Promise<void> {
  await sql`
    insert into response_tags (project_id, tag, shown_at, response_id, tagged_at)
    select project_id, ${tag}, shown_at, id, ${taggedAt} from responses
    where project_id = ${projectId} and id = ${responseId}
    -- Or an erasure just now would not see the tag, which would stay for ever; after one there is nothing to tag.
    for key share
    on conflict do nothing`.execute(trx)
}

/** Those of `tags` that some response of the project has. */
export async function findTagsInUse(
  db: Db,
  projectId: string,
  tags: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ tag: string }>`
    select tag from unnest(${tags}::text[]) as tag
    where exists (select from response_tags t where t.project_id = ${projectId} and t.tag = tag.tag)`.execute(
    db,
  )
  return new Set(rows.map(({ tag }) => tag))
}

/** Gives responses that this transaction stored their tags. */
export async function tagResponses(
  trx: Trx,
  projectId: string,
  tagged: readonly { responseId: string; tag: string }[],
  taggedAt: Date,
): Promise<void> {
  await sql`
    insert into response_tags (project_id, tag, shown_at, response_id, tagged_at)
    select project_id, tag, shown_at, id, ${taggedAt}
    from unnest(
      ${tagged.map(({ responseId }) => responseId)}::uuid[], ${tagged.map(({ tag }) => tag)}::text[]
    ) as given (response_id, tag)
    join responses on project_id = ${projectId} and id = response_id
    on conflict do nothing`.execute(trx)
}

export async function removeTag(
  db: Db,
  projectId: string,
  { responseId, tag }: { responseId: string; tag: string },
): Promise<void> {
  await db
    .deleteFrom('response_tags')
    .where('project_id', '=', projectId)
    .where('response_id', '=', responseId)
    .where('tag', '=', tag)
    .execute()
}

/** Takes a tag from all of the project's responses; says from how many. */
export async function removeTagEverywhere(db: Db, projectId: string, tag: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('response_tags')
    .where('project_id', '=', projectId)
    .where('tag', '=', tag)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
