import { type RawBuilder, sql } from 'kysely'

/** Notes the answers of the query `deleted` for who has exported them. */
export const tellDeleted = (at: RawBuilder<Date>) => sql`
  insert into erased_responses (project_id, id, erased_at, erased_xid)
  select project_id, id, ${at}, pg_current_xact_id() from deleted where first_answered_at is not null
  order by project_id, id
  on conflict (project_id, id) do update set erased_xid = excluded.erased_xid`
