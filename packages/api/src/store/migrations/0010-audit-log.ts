import { type Kysely, sql } from 'kysely'

/** Who asked for which change when. Entries are added, and nothing else. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    create table audit_log (
      -- No foreign key: what was done outlives whom it was done to.
      project_id uuid not null,
      id uuid not null,
      at timestamptz not null,
      key_id uuid,
      method text not null,
      operation text not null,
      target text,
      primary key (project_id, id)
    );
    -- GET /v1/audit, newest first.
    create index audit_log_by_time on audit_log (project_id, at desc, id desc);

    create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'entries of the audit log are neither changed nor deleted' using errcode = 'restrict_violation';
      end
    $$;
    create trigger audit_log_is_kept before update or delete on audit_log
      for each row execute function refuse_change();
    create trigger audit_log_is_not_emptied before truncate on audit_log
      for each statement execute function refuse_change();
  `.execute(db)
}
