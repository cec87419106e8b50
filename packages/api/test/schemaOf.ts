import { runStatement } from './testServer.ts'

/** What a database consists of, a line for each part, in an order that does not depend on when it was made. */
export async function schemaOf(url: string): Promise<string[]> {
  const rows = await runStatement(
    url,
    `with ours as (
      select c.*, format('%s.%s', c.relnamespace::regnamespace, c.relname) as path from pg_class c
      where c.relnamespace::regnamespace::text in ('tyck', 'tyck_internal') and c.relname not like 'kysely_%'
    )
    select concat_ws(' ', 'column', path, attname, format_type(atttypid, atttypmod), attnotnull,
      pg_get_expr(adbin, adrelid), attgenerated, col_description(c.oid, attnum)) as line
    from ours c join pg_attribute a on attrelid = c.oid and attnum > 0 and not attisdropped
      left join pg_attrdef d on adrelid = attrelid and adnum = attnum
    where relkind in ('r', 'v', 'p', 'm')
    union all select concat_ws(' ', 'relation', path, relkind, relrowsecurity, relacl, reloptions, obj_description(oid)) from ours
    union all select concat_ws(' ', 'view', path, pg_get_viewdef(oid)) from ours where relkind = 'v'
    union all select concat_ws(' ', 'constraint', path, conname, pg_get_constraintdef(o.oid), convalidated)
      from ours c join pg_constraint o on conrelid = c.oid
    union all select concat_ws(' ', 'index', pg_get_indexdef(indexrelid), indisvalid)
      from ours c join pg_index on indrelid = c.oid
    union all select concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid), tgenabled)
      from ours c join pg_trigger t on tgrelid = c.oid where not tgisinternal
    union all select concat_ws(' ', 'function', pg_get_functiondef(oid)) from pg_proc
      where pronamespace::regnamespace::text in ('tyck', 'tyck_internal')`,
  )
  return (rows as { line: string }[]).map(({ line }) => line).sort()
}
