/** @import { Shop } from './makeResponses.mjs' */

const day = 86_400_000
const hour = 3_600_000

/**
 * @typedef {object} Question
 * @property {string} name
 * @property {number | null} limitMs the design's limit on its median
 * @property {() => Promise<number>} ask gives how many rows came back
 */

/**
 * What the routes ask of the store.
 * @param {Record<string, (...args: any[]) => Promise<any>>} store
 * @param {any} db
 * @param {Shop} shop
 * @returns {Question[]}
 */
export function questionsOf(store, db, { projectId, touchpoints, rows, respondents }) {
  const now = Math.floor(Date.now() / hour) * hour
  const { countByHour, countByRow, readResponses, readRespondentHistory } = /** @type {any} */ (store)
  /** @param {{ id: string, surveyId: string }[]} some @param {number} ms */
  const lastOf = (some, ms) => ({
    touchpointIds: some.map(({ id }) => id),
    surveyIds: some.map(({ surveyId }) => surveyId),
    spans: [{ start: now - ms, end: now }],
  })
  const daily = {
    ...lastOf(touchpoints, 90 * day),
    spans: Array.from({ length: 90 }, (_, at) => ({
      start: now - (90 - at) * day,
      end: now - (89 - at) * day,
    })),
  }
  const [first, ...others] = touchpoints
  if (!first) throw new Error('There are no touchpoints')
  // As long as it takes for a million of them.
  const million = (120 * day * Math.min(1_000_000, rows / 2)) / rows
  const ofRows = { slice: {}, by: 'paymentMethod', values: 20, unranked: null, timeoutMs: 60_000 }
  const page = { limit: 51, commented: true }
  const deep = { shownAt: new Date(now - 60 * day).toISOString(), id: 'ffffffff-ffff-7fff-8fff-ffffffffffff' }
  const respondent = () => `customer-${Math.floor(Math.random() * respondents)}`
  const size = (/** @type {Promise<unknown[]>} */ asked) => asked.then(({ length }) => length)
  /** @param {object} of @param {object | null} after */
  const pageSize = (of, after) =>
    readResponses(db, projectId, of, after).then((/** @type {{ rows: unknown[] }} */ { rows }) => rows.length)

  return [
    {
      name: 'scores of 90 days × 20 touchpoints, by day',
      limitMs: 100,
      ask: () => size(countByHour(db, projectId, daily)),
    },
    {
      name: 'scores of 90 days × 20 touchpoints, in all',
      limitMs: 100,
      ask: () => size(countByHour(db, projectId, lastOf(touchpoints, 90 * day))),
    },
    {
      name: 'scores of 90 days, one touchpoint',
      limitMs: null,
      ask: () => size(countByHour(db, projectId, lastOf([first], 90 * day))),
    },
    {
      name: 'a slice by metadata over a million responses',
      limitMs: 1_500,
      ask: () => size(countByRow(db, projectId, { ...ofRows, ...lastOf([first, ...others], million) })),
    },
    {
      name: 'the same of one touchpoint, where paymentMethod is card',
      limitMs: null,
      ask: () =>
        size(
          countByRow(db, projectId, {
            ...ofRows,
            ...lastOf([first], 90 * day),
            slice: { metadata: { paymentMethod: 'card' } },
          }),
        ),
    },
    { name: 'a page of comments', limitMs: null, ask: () => pageSize(page, null) },
    {
      name: 'a page of comments, 60 days back',
      limitMs: null,
      ask: () => pageSize(page, deep),
    },
    {
      name: 'a page of comments, one touchpoint',
      limitMs: null,
      ask: () => pageSize({ ...page, touchpoint: first.key }, null),
    },
    {
      name: 'a page of all that a respondent was asked',
      limitMs: null,
      ask: () => pageSize({ limit: 51, respondent: respondent() }, null),
    },
    {
      name: 'whether a respondent may be asked again',
      limitMs: null,
      async ask() {
        const since = {
          touchpointId: first.id,
          quietSince: now - 90 * day,
          budgetSince: now - 30 * day,
          once: null,
        }
        await readRespondentHistory(db, projectId, respondent(), since)
        return 1
      },
    },
  ]
}
