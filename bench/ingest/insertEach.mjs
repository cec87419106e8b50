/**
 * What one would write first: Fastify, its own validation, a pool of connections, and one INSERT for each request,
 * which is answered when it is committed. It keeps no counts, masks nothing and asks for no origin.
 */
import Fastify from 'fastify'
import pg from 'pg'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: Number(process.env.POOL) })
const app = Fastify()
app.addContentTypeParser('text/plain', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'))

const text = { type: 'string', maxLength: 2_000 }
const age = { type: 'integer', minimum: 0, maximum: 604_800_000 }
const schema = {
  body: {
    type: 'object',
    required: ['key', 'responses'],
    properties: {
      key: text,
      responses: {
        type: 'array',
        minItems: 1,
        maxItems: 20,
        items: {
          type: 'object',
          required: ['id', 'seq', 'surveyId', 'rulesId', 'shownAgoMs', 'changedAgoMs'],
          properties: {
            ...{
              id: text,
              surveyId: text,
              rulesId: text,
              respondent: text,
              channel: text,
              locale: text,
              page: text,
            },
            ...{ layout: text, comment: text, shownAgoMs: age, answeredAgoMs: age, changedAgoMs: age },
            seq: { type: 'integer', minimum: 1 },
            score: { type: 'integer', minimum: 0, maximum: 10 },
            metadata: { type: 'object' },
            reasons: { type: 'array', items: text },
            ...{ test: { type: 'boolean' }, dismissed: { type: 'boolean' }, closed: { type: 'boolean' } },
          },
        },
      },
    },
  },
}

const insert = `
  insert into tyck_internal.bench_each as standing (
    project_id, touchpoint_id, id, seq, survey_id, rules_id, respondent, channel, locale, page, layout, metadata, test,
    closed, score, comment, shown_at, answered_at, commented_at, changed_at, received_at
  ) values (
    '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002',
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19
  )
  on conflict (project_id, id) do update set
    seq = excluded.seq, score = excluded.score, comment = excluded.comment, closed = excluded.closed,
    answered_at = coalesce(standing.answered_at, excluded.answered_at), commented_at = excluded.commented_at,
    changed_at = excluded.changed_at, received_at = excluded.received_at
  where standing.seq < excluded.seq`

app.post('/v1/responses', { schema }, async request => {
  const { responses } = /** @type {{ responses: any[] }} */ (request.body)
  const now = Date.now()
  const results = []
  for (const one of responses) {
    const changedAt = new Date(now - one.changedAgoMs)
    await pool.query({
      name: 'insert',
      text: insert,
      values: [
        ...[one.id, one.seq, one.surveyId, one.rulesId, one.respondent, one.channel, one.locale, one.page],
        ...[one.layout, one.metadata ?? {}, one.test ?? false, one.closed ?? false, one.score, one.comment],
        new Date(now - one.shownAgoMs),
        one.score === undefined ? null : new Date(now - (one.answeredAgoMs ?? one.changedAgoMs)),
        one.comment === undefined ? null : changedAt,
        changedAt,
        new Date(now),
      ],
    })
    results.push({ id: one.id, status: 'stored' })
  }
  return { results }
})
process.on('SIGTERM', () =>
  app
    .close()
    .then(() => pool.end())
    .then(() => process.exit()),
)
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
process.send?.({ type: 'ready' })
