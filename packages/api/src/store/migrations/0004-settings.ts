import { type Kysely, sql } from 'kysely'

/**
 * What the whole widget is told: surveys without a comment and with afterwords, rules that pause or ask once for each
 * value, a project's limits, and its theme as values of known kinds. What an older theme had beyond that is dropped:
 * it was CSS.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    set local search_path to tyck_internal;

    alter table surveys add column comment boolean not null default true;
    alter table rules
      add column once_per text,
      add column paused boolean not null default false;

    alter table projects
      add column across_devices boolean not null default false,
      add column respect_gpc boolean not null default false,
      add column identity text not null default 'off';
    update projects set theme = (
      select coalesce(jsonb_object_agg(name, value), '{}')
      from jsonb_each(theme) as each (property, value)
      join (values ('accent', 'accent'), ('on-accent', 'onAccent'),
        ('accent-dark', 'accentDark'), ('on-accent-dark', 'onAccentDark')) as known (property, name) using (property)
      where value #>> '{}' ~ '^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$'
    );
  `.execute(db)
}
