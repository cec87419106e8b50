import pg from 'pg'

/** How far back the responses reach: the queries look at 90 days of them. */
export const days = 120

/**
 * What the queries are about.
 * @typedef {object} Shop
 * @property {string} projectId
 * @property {{ id: string, key: string, surveyId: string }[]} touchpoints
 * @property {number} rows
 * @property {number} respondents
 */

const chunk = 250_000

/** As they are stored. */
const texts = {
  question: 'How likely are you to recommend us?',
  lowLabel: 'Not at all likely',
  highLabel: 'Very likely',
  followUps: { detractor: 'What went wrong?' },
  reasons: {},
  thanks: 'Thank you.',
}

/** The same at every run. @param {number} kind @param {number} nth */
const idOf = (kind, nth) => `0199c5d5-000${kind}-7000-8000-${String(nth).padStart(12, '0')}`

/**
 * Makes a project with 20 touchpoints and many responses, evenly over time, as the service would have stored them: of
 * 10 showings two are answered and one is commented. The counts are made of the responses at the end.
 * @param {string} url
 * @param {number} rows
 * @param {(line: string) => void} say
 * @returns {Promise<Shop>}
 */
export async function makeResponses(url, rows, say) {
  const projectId = idOf(1, 1)
  const touchpoints = Array.from({ length: 20 }, (_, nth) => ({
    id: idOf(2, nth),
    key: `step.${nth}`,
    surveyId: idOf(3, nth),
    rulesId: idOf(4, nth),
  }))
  const respondents = Math.max(1, Math.round(rows / 20))
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query('set search_path to tyck_internal; set synchronous_commit to off')
    await client.query('insert into projects (id, name, publishable_key) values ($1, $2, $3)', [
      projectId,
      'Shop',
      'pk_bench',
    ])
    for (const { id, key, surveyId, rulesId } of touchpoints) {
      await client.query('insert into touchpoints (project_id, id, key, name) values ($1, $2, $3, $3)', [
        projectId,
        id,
        key,
      ])
      await client.query(
        `insert into surveys (project_id, id, touchpoint_id, series_id, version, metric, default_locale, locales)
         values ($1, $2, $3, $2, 1, 'nps', 'en', $4)`,
        [projectId, surveyId, id, { en: texts }],
      )
      await client.query(
        `insert into rules
           (project_id, id, touchpoint_id, version, placement, delay_seconds, sample_rate, audience, quiet_days)
         values ($1, $2, $3, 1, 'inline', 0, 1, '[]', '{"answered":90,"dismissed":30,"shown":0}')`,
        [projectId, rulesId, id],
      )
      await client.query(
        'update touchpoints set survey_id = $3, rules_id = $4 where project_id = $1 and id = $2',
        [...[projectId, id, surveyId, rulesId]],
      )
    }
    const lists = ['id', 'surveyId', 'rulesId'].map(of =>
      touchpoints.map(one => one[/** @type {'id'} */ (of)]),
    )
    for (let from = 0; from < rows; from += chunk) {
      await client.query(insert, [
        projectId,
        ...lists,
        rows,
        from,
        Math.min(from + chunk, rows) - 1,
        respondents,
      ])
      say(`${Math.min(100, Math.round(((from + chunk) / rows) * 100))} % of the responses are made`)
    }
    await client.query(count)
    say('Vacuuming')
    await client.query('vacuum analyze responses, hourly_counts')
    await client.query('checkpoint').catch(() => {})
  } finally {
    await client.end()
  }
  return { projectId, touchpoints, rows, respondents }
}

const insert = `
  insert into responses (
    project_id, id, touchpoint_id, survey_id, rules_id, respondent, seq, score, reasons, comment, metadata, channel,
    locale, page, layout, closed, shown_at, first_answered_at, answered_at, commented_at, dismissed_at, changed_at, received_at
  )
  select
    $1::uuid,
    -- Version 7: the time of the showing, then what is random.
    encode(
      substring(int8send((extract(epoch from shown_at) * 1000)::bigint) from 3)
        || set_byte(set_byte(substring(uuid_send(gen_random_uuid()) from 7), 0, 112 + (random() * 15)::int), 2, 128 + (random() * 63)::int),
      'hex')::uuid,
    ($2::uuid[])[1 + step], ($3::uuid[])[1 + step], ($4::uuid[])[1 + step],
    case when n % 2 = 0 then 'customer-' || (random() * $8)::int end,
    case when is_commented then 3 when is_answered then 2 else 1 end,
    case when is_answered then (array[10, 9, 8, 10, 7, 9, 5, 2, 10, 9, 0])[1 + (random() * 10)::int] end,
    '{}',
    case when is_commented then (array[
      'Quick and easy, thank you.', 'The payment took three tries before it went through.',
      'I could not find where to enter the code for the discount, and had to begin anew.',
      'Delivery was 2 days late, and nobody told me. The box was damaged too.'])[1 + (random() * 3)::int] end,
    jsonb_build_object(
      'orderValue', round((random() * 500)::numeric, 2), 'items', 1 + (random() * 8)::int,
      'paymentMethod', (array['card', 'invoice', 'swish', 'paypal'])[1 + (random() * 3)::int]),
    (array['web', 'web', 'web', 'app'])[1 + (random() * 3)::int],
    (array['en', 'sv', 'de'])[1 + (random() * 2)::int],
    'https://shop.example/' || (array['cart', 'checkout', 'checkout/payment', 'orders/confirmation'])[1 + (random() * 3)::int],
    'one-row', is_commented,
    shown_at,
    case when is_answered then shown_at + interval '6 seconds' end,
    case when is_answered then shown_at + interval '6 seconds' end,
    case when is_commented then shown_at + interval '20 seconds' end,
    case when n % 10 = 7 then shown_at + interval '4 seconds' end,
    shown_at + interval '20 seconds', shown_at + interval '20 seconds'
  from (
    select
      n, (random() * 19)::int as step, n % 5 = 0 as is_answered, n % 10 = 0 as is_commented,
      date_trunc('milliseconds', now() - interval '${days} days' * (1 - n::float8 / $5::float8)) as shown_at
    from generate_series($6::bigint, $7::bigint) as n
    offset 0
  ) as showings`

const scores = Array.from({ length: 11 }, (_, score) => score)

const count = `
  insert into hourly_counts (
    project_id, touchpoint_id, survey_id, rules_id, hour, shown, answered, commented, dismissed,
    ${scores.map(score => `s${score}`).join(', ')}
  )
  select project_id, touchpoint_id, survey_id, rules_id, date_trunc('hour', shown_at, 'UTC'),
    count(*), count(score), count(comment), count(dismissed_at),
    ${scores.map(score => `count(*) filter (where score = ${score})`).join(', ')}
  from responses group by 1, 2, 3, 4, 5`
