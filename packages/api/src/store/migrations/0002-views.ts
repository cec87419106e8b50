import { bands } from '@tyck/shared/metric'
import { type Kysely, sql } from 'kysely'

/** A column of a view: what it is called, where it comes from, and what it says. */
export type Column = readonly [name: string, expression: string, comment: string]

export const project: Column[] = [
  ['project_id', 'p.id', 'The project'],
  ['project', 'p.name', "The project's name"],
  ['project_key', 'p.publishable_key', "The project's publishable key"],
]

// From the one place that has the bands; a test holds the view and `segmentOf` together.
const segment = `case s.metric ${Object.entries(bands)
  .map(([metric, of]) => {
    const cases = of.map(
      ({ segment, min, max }) => `when r.score between ${min} and ${max} then '${segment}'`,
    )
    return `when '${metric}' then case ${cases.join(' ')} end`
  })
  .join(' ')} end`

export const asked: Column[] = [
  ['touchpoint', 't.key', 'The key of the touchpoint: checkout.payment'],
  ['touchpoint_name', 't.name', "The touchpoint's name"],
  ['metric', 's.metric', 'nps, csat, ces, thumbs, smileys or stars'],
  ['survey_id', 'r.survey_id', 'The survey that was shown: see tyck.surveys'],
  ['survey_version', 's.version', 'Its version, counted within the touchpoint'],
  ['series_id', 's.series_id', 'Scores pool within a series only: the surveys that ask the same question'],
  ['rules_id', 'r.rules_id', 'The rules under which it was asked'],
  ['sample_rate', 'u.sample_rate', 'The probability with which it was asked; 1/sample_rate is its weight'],
]

export const response: Column[] = [
  ['response_id', 'r.id', 'One showing of a survey to one respondent'],
  [
    'score',
    'r.score',
    "The answer on the metric's scale: nps 0-10, csat and stars 1-5, ces 1-7, thumbs 0-1, smileys 1-4",
  ],
  ['segment', segment, 'The band of the score: promoter, passive or detractor for nps'],
  ['reasons', 'r.reasons', 'The keys of the reasons that were chosen'],
  ['comment', 'r.comment', 'What was written'],
  ['metadata', 'r.metadata', "What the page knew: metadata->>'paymentMethod'"],
  ['respondent', 'r.respondent', 'Who was asked: an id given by the site, or a random one'],
  ['verified', 'r.verified', 'Whether a signature vouches for the respondent'],
  ['channel', 'r.channel', 'web, app, link, email, sms or kiosk'],
  ['locale', 'r.locale', 'The language it was shown in (BCP 47)'],
  ['page', 'r.page', 'Origin and path of the page'],
  ['layout', 'r.layout', 'How the scale was laid out: one-row or two-rows'],
  ['flags', 'r.flags', 'Marks on an answer that is worth a second look'],
]

export const times: Column[] = [
  ['shown_at', 'r.shown_at', 'When it was shown'],
  ['answered_at', 'r.answered_at', 'When the first score was given'],
  ['commented_at', 'r.commented_at', 'When the comment was written'],
  ['dismissed_at', 'r.dismissed_at', 'When it was closed without a score'],
  ['changed_at', 'r.changed_at', 'When it came to be as it is'],
  ['received_at', 'r.received_at', 'When that arrived here'],
]

export const test: Column = [
  'test',
  'r.test',
  'Given on localhost, in a preview or as a test: leave it out of every score',
]

export const fromResponses = `tyck_internal.responses r
  join tyck_internal.projects p on p.id = r.project_id
  join tyck_internal.touchpoints t on t.project_id = r.project_id and t.id = r.touchpoint_id
  join tyck_internal.surveys s on s.project_id = r.project_id and s.id = r.survey_id
  join tyck_internal.rules u on u.project_id = r.project_id and u.id = r.rules_id`

/** The views that others build on. Names and meanings stay; columns may be added at the end. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await create(
    db,
    'responses',
    'Every showing of a survey, answered or not, tests included: one row for each',
    [...project, ...asked, ...response, ...times, test],
    fromResponses,
  )
  await create(
    db,
    'answers',
    'Every response with a score, tests left out: what scores are made of',
    [...project, ...asked, ...response, ...times],
    `${fromResponses} where r.score is not null and not r.test`,
  )
  await create(
    db,
    'touchpoints',
    'The named steps at which customers are asked, with what each asks now, and how',
    [
      ...project,
      ['touchpoint', 't.key', 'Its key: checkout.payment'],
      ['touchpoint_name', 't.name', 'Its name'],
      ['metadata', 't.metadata', 'The metadata keys that it takes, with their types; null takes any'],
      ['metric', 's.metric', 'What it asks in now; null where nothing was published'],
      ['survey_id', 't.survey_id', 'The survey that it shows now'],
      ['survey_version', 's.version', 'Its version'],
      ['series_id', 's.series_id', 'Its series'],
      [
        'question',
        "s.locales -> s.default_locale ->> 'question'",
        "The question in the survey's default language",
      ],
      ['rules_id', 't.rules_id', 'The rules in force'],
      ['rules_version', 'u.version', 'Their version'],
      ['placement', 'u.placement', 'inline or corner'],
      ['sample_rate', 'u.sample_rate', 'The probability of being asked'],
      ['created_at', 't.created_at', 'When it was made'],
      ['archived_at', 't.archived_at', 'When it was archived; null where it is in use'],
    ],
    `tyck_internal.touchpoints t
      join tyck_internal.projects p on p.id = t.project_id
      left join tyck_internal.surveys s on s.project_id = t.project_id and s.id = t.survey_id
      left join tyck_internal.rules u on u.project_id = t.project_id and u.id = t.rules_id`,
  )
  await create(
    db,
    'surveys',
    'Every version of what a touchpoint asked. A survey is never changed, only replaced',
    [
      ...project,
      ['touchpoint', 't.key', 'The key of the touchpoint that asks it'],
      ['survey_id', 's.id', 'The survey'],
      ['survey_version', 's.version', 'Its version, counted within the touchpoint'],
      ['series_id', 's.series_id', 'The surveys that ask the same question; scores pool within it only'],
      ['metric', 's.metric', 'nps, csat, ces, thumbs, smileys or stars'],
      ['question', "s.locales -> s.default_locale ->> 'question'", 'The question in the default language'],
      ['default_locale', 's.default_locale', 'The language for all who have none of the others'],
      ['locales', 's.locales', 'All texts by language'],
      ['note', 's.note', 'Why it was published'],
      ['published_at', 's.published_at', 'When it was published'],
      ['replaced_at', 's.replaced_at', 'When another took its place; null where it is shown now'],
    ],
    `tyck_internal.surveys s
      join tyck_internal.projects p on p.id = s.project_id
      join tyck_internal.touchpoints t on t.project_id = s.project_id and t.id = s.touchpoint_id`,
  )
  await sql`comment on schema tyck is
    'What Tyck knows, for downstream tools: documented views that stay as they are'`.execute(db)
  await sql`comment on schema tyck_internal is
    'Tables of the Tyck service, which change between versions: read the views in tyck instead'`.execute(db)
}

/** Makes the view `name` of the schema `tyck`, where nothing is without a comment. */
export async function create(
  db: Kysely<unknown>,
  name: string,
  comment: string,
  columns: Column[],
  from: string,
): Promise<void> {
  const selected = columns.map(([column, expression]) => sql`${sql.raw(expression)} as ${sql.ref(column)}`)
  const view = sql.table(`tyck.${name}`)
  await sql`create view ${view} as select ${sql.join(selected)} from ${sql.raw(from)}`.execute(db)
  await sql`comment on view ${view} is ${sql.lit(comment)}`.execute(db)
  for (const [column, , says] of columns) {
    await sql`comment on column ${sql.ref(`tyck.${name}.${column}`)} is ${sql.lit(says)}`.execute(db)
  }
}
