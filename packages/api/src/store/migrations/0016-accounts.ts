import { type Kysely, sql } from 'kysely'

/**
 * People: accounts, what they may do in which project, and how they came in. Of what lets somebody in there are only
 * hashes. Sessions, resets and set-up tokens are of no project.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    create table accounts (
      id uuid primary key,
      email text not null,
      -- The same in lower case, by our rules and not those of the database's locale.
      email_key text not null unique,
      name text not null,
      -- With the parameters that it was made with: $scrypt$ln=17,r=8,p=1$salt$hash
      password text not null,
      created_at timestamptz not null,
      password_changed_at timestamptz not null
    );

    create table memberships (
      project_id uuid not null references projects on delete cascade,
      account_id uuid not null references accounts on delete cascade,
      role text not null check (role in ('viewer', 'editor', 'owner')),
      created_at timestamptz not null,
      primary key (project_id, account_id)
    );
    create index memberships_by_account on memberships (account_id);

    create table sessions (
      hash bytea primary key,
      account_id uuid not null references accounts on delete cascade,
      created_at timestamptz not null,
      used_at timestamptz not null
    );
    create index sessions_by_account on sessions (account_id);

    create table invitations (
      project_id uuid not null references projects on delete cascade,
      id uuid not null,
      hash bytea not null unique,
      email text not null,
      email_key text not null,
      role text not null check (role in ('viewer', 'editor', 'owner')),
      invited_by uuid references accounts on delete set null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      primary key (project_id, id),
      unique (project_id, email_key)
    );

    create table password_resets (
      hash bytea primary key,
      account_id uuid not null references accounts on delete cascade,
      created_at timestamptz not null,
      expires_at timestamptz not null
    );
    create index password_resets_by_account on password_resets (account_id);

    -- Each start prints one, while there is no account.
    create table setup_tokens (
      hash bytea primary key,
      created_at timestamptz not null,
      expires_at timestamptz not null
    );

    -- What is deleted is swept up in batches, for which its id is needed; and the demo stays away by its key.
    create table deleted_projects (
      project_id uuid primary key,
      publishable_key text not null,
      deleted_at timestamptz not null,
      swept_at timestamptz
    );

    -- Who was signed in. No foreign key: what was done outlives who did it.
    alter table audit_log add column account_id uuid;
  `.execute(db)
}
