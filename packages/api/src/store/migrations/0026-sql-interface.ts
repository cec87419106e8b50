import { type Kysely, sql } from 'kysely'
import { type Column, create, project } from './0002-views.ts'

const scores = Array.from({ length: 11 }, (_, score) => score)

/** What a row of counts is of, but for its time. */
const counted: Column[] = [
  ...project,
  [
    'time_zone',
    'p.time_zone',
    "The project's time zone: (hour at time zone time_zone)::date of tyck.hourly_scores is one of its days",
  ],
  ['touchpoint', 't.key', 'The key of the touchpoint: checkout.payment'],
  ['touchpoint_name', 't.name', "The touchpoint's name"],
  ['metric', 's.metric', 'nps, csat, ces, thumbs, smileys or stars'],
  ['survey_id', 'c.survey_id', 'The survey that was shown: see tyck.surveys'],
  ['survey_version', 's.version', 'Its version, counted within the touchpoint'],
  ['series_id', 's.series_id', 'Scores pool within a series only: the surveys that ask the same question'],
  [
    'rules_id',
    'c.rules_id',
    'The rules under which it was asked: see tyck.rules; of what was imported, its import',
  ],
  ['sample_rate', 'u.sample_rate', 'The probability with which it was asked; null of what was imported'],
  [
    'imported_from',
    'm.source',
    'Where it was collected, of what was imported: it counts among scores, and in no response rate',
  ],
]

const of = 'of those shown then, tests and repeats left out'

/** What is counted, as `count` makes it of a column of the counts. */
const counts = (count: (column: string) => string): Column[] => [
  ['shown', count('c.shown'), 'How many were shown, tests and repeats left out'],
  ['answered', count('c.answered'), `How many have a score, ${of}`],
  ['commented', count('c.commented'), `How many have a comment, ${of}`],
  ['dismissed', count('c.dismissed'), `How many were closed without a score, ${of}`],
  ...scores.map(
    (score): Column => [`score_${score}`, count(`c.s${score}`), `How many gave the score ${score}, ${of}`],
  ),
]

const fromCounts = `tyck_internal.hourly_counts c
  join tyck_internal.projects p on p.id = c.project_id
  join tyck_internal.touchpoints t on t.project_id = c.project_id and t.id = c.touchpoint_id
  join tyck_internal.surveys s on s.project_id = c.project_id and s.id = c.survey_id
  left join tyck_internal.rules u on u.project_id = c.project_id and u.id = c.rules_id
  left join tyck_internal.imports m on m.project_id = c.project_id and m.id = c.rules_id
  where c.shown > 0`

const eligible = (count: string): Column => [
  'estimated_eligible',
  `${count} / u.sample_rate`,
  'How many could have been asked: shown by 1/sample_rate, an estimate; null of what was imported',
]

/** The rest of the schema `tyck`: counts, projects, rules, tags, and the formulas of docs/sql.md. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await create(
    db,
    'hourly_scores',
    'How often each survey came to what, by hour of showing. Counts stay when responses are deleted in time',
    [
      ...counted,
      ['hour', 'c.hour', 'When the hour of showing begins'],
      ...counts(column => column),
      eligible('c.shown'),
    ],
    fromCounts,
  )
  await create(
    db,
    'daily_scores',
    'The same by day of showing, in UTC; for the days of another time zone add up hours of tyck.hourly_scores',
    [
      ...counted,
      ['day', "(c.hour at time zone 'UTC')::date", 'The day of showing, in UTC'],
      ...counts(column => `sum(${column})`),
      eligible('sum(c.shown)'),
    ],
    `${fromCounts} group by p.id, t.project_id, t.id, s.project_id, s.id, c.survey_id, c.rules_id, u.sample_rate, m.source,
      (c.hour at time zone 'UTC')::date`,
  )
  await create(
    db,
    'projects',
    'The projects of this database',
    [
      ...project,
      ['time_zone', 'p.time_zone', 'Whose days the days of scores and lists are (IANA): Europe/Stockholm'],
      ['created_at', 'p.created_at', 'When it was made'],
    ],
    'tyck_internal.projects p',
  )
  await create(
    db,
    'rules',
    'Every version of how a touchpoint asked. Rules are never changed, only replaced',
    [
      ...project,
      ['touchpoint', 't.key', 'The key of the touchpoint that asks so'],
      ['rules_id', 'u.id', 'The rules'],
      ['rules_version', 'u.version', 'Their version, counted within the touchpoint'],
      ['placement', 'u.placement', 'inline or corner'],
      ['delay_seconds', 'u.delay_seconds', 'How long a corner waits'],
      ['sample_rate', 'u.sample_rate', 'The probability of being asked'],
      ['audience', 'u.audience', 'The conditions on metadata, all of which must hold'],
      ['quiet_days', 'u.quiet_days', 'For how many days who answered, dismissed or saw it is left alone'],
      [
        'once_per',
        'u.once_per',
        'The metadata key for each value of which it asks once; null where there is none',
      ],
      ['paused', 'u.paused', 'Whether nobody is asked'],
      ['note', 'u.note', 'Why they were published'],
      ['published_at', 'u.published_at', 'When they were published'],
      ['in_force', 'u.id = t.rules_id', 'Whether the touchpoint asks by them now'],
    ],
    `tyck_internal.rules u
      join tyck_internal.projects p on p.id = u.project_id
      join tyck_internal.touchpoints t on t.project_id = u.project_id and t.id = u.touchpoint_id`,
  )
  await create(
    db,
    'tags',
    "The team's own words for responses: one row for each tag of a response",
    [
      ...project,
      ['response_id', 'g.response_id', 'The response: see tyck.responses'],
      ['tag', 'g.tag', 'The tag, without capitals'],
      ['tagged_at', 'g.tagged_at', 'When it was given'],
    ],
    'tyck_internal.response_tags g join tyck_internal.projects p on p.id = g.project_id',
  )
  await createFormulas(db)
}

/** The formulas of METRICS, with 95 % intervals; a test holds them to those that the service tells scores by. */
async function createFormulas(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function tyck.nps(
      promoters double precision, passives double precision, detractors double precision,
      out n bigint, out nps double precision, out low double precision, out high double precision
    ) language sql immutable parallel safe as $$
      select of::bigint, 100 * (promoters - detractors) / nullif(of, 0),
        case when of > 0 then greatest(-100, 100 * (score - 1.959963984540054 * error)) end,
        case when of > 0 then least(100, 100 * (score + 1.959963984540054 * error)) end
      from (select promoters + passives + detractors as of) as answers,
        lateral (select (promoters + 0.75) / (of + 3) as p, (detractors + 0.75) / (of + 3) as d) as adjusted,
        lateral (select p - d as score, sqrt((p + d - (p - d) ^ 2) / (of + 3)) as error) as figures
    $$;

    create function tyck.share(
      part double precision, whole double precision,
      out share double precision, out low double precision, out high double precision
    ) language sql immutable parallel safe as $$
      select 100 * p,
        case when p = 0 then 0 else 100 * (middle - reach) / (1 + z2 / n) end,
        case when p = 1 then 100 else 100 * (middle + reach) / (1 + z2 / n) end
      from (select nullif(whole, 0) as n, part / nullif(whole, 0) as p, 1.959963984540054 ^ 2 as z2) as shares,
        lateral (select p + z2 / (2 * n) as middle,
          1.959963984540054 * sqrt(p * (1 - p) / n + z2 / (4 * n ^ 2)) as reach) as figures
    $$;

    create function tyck.compare_nps(
      promoters double precision, passives double precision, detractors double precision,
      promoters_before double precision, passives_before double precision, detractors_before double precision,
      out difference double precision, out low double precision, out high double precision, out verdict text
    ) language sql immutable parallel safe as $$
      select this.nps - that.nps,
        case when this.n > 0 and that.n > 0 then ends.low end, case when this.n > 0 and that.n > 0 then ends.high end,
        case when this.n >= 5 and that.n >= 5 then
          case when ends.low > 0 then 'higher' when ends.high < 0 then 'lower' else 'unsure' end
        else 'too-few' end
      from tyck.nps(promoters, passives, detractors) as this,
        tyck.nps(promoters_before, passives_before, detractors_before) as that,
        lateral (select
          (promoters + 0.75) / (this.n + 3) as p, (detractors + 0.75) / (this.n + 3) as d,
          (promoters_before + 0.75) / (that.n + 3) as q, (detractors_before + 0.75) / (that.n + 3) as e) as adjusted,
        lateral (select 100 * ((p - d) - (q - e)) as middle, 100 * 1.959963984540054
          * sqrt((p + d - (p - d) ^ 2) / (this.n + 3) + (q + e - (q - e) ^ 2) / (that.n + 3)) as reach) as figures,
        lateral (select middle - reach as low, middle + reach as high) as ends
    $$;

    create function tyck.compare_shares(
      part double precision, whole double precision, part_before double precision, whole_before double precision,
      out difference double precision, out low double precision, out high double precision, out verdict text
    ) language sql immutable parallel safe as $$
      select this.share - that.share, ends.low, ends.high,
        case when whole >= 5 and whole_before >= 5 then
          case when ends.low > 0 then 'higher' when ends.high < 0 then 'lower' else 'unsure' end
        else 'too-few' end
      from tyck.share(part, whole) as this, tyck.share(part_before, whole_before) as that,
        lateral (select
          this.share - that.share - sqrt((this.share - this.low) ^ 2 + (that.high - that.share) ^ 2) as low,
          this.share - that.share + sqrt((this.high - this.share) ^ 2 + (that.share - that.low) ^ 2) as high) as ends
    $$;
  `.execute(db)
  for (const [name, says] of [
    ['nps', 'An NPS with its 95 % interval (adjusted Wald, Rocks 2016), -100 to 100; nulls of no answers'],
    ['share', 'A percentage with its 95 % interval (Wilson), 0 to 100; nulls of none'],
    [
      'compare_nps',
      'An NPS less another, with the 95 % interval: higher, lower, unsure, too-few (below 5 answers)',
    ],
    ['compare_shares', 'A percentage less another, with the 95 % interval (Newcombe), and the same verdicts'],
  ] as const) {
    await sql`comment on function ${sql.raw(`tyck.${name}`)} is ${sql.lit(says)}`.execute(db)
  }
}
