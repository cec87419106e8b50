import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startDatabase } from './database.mjs'
import { makeDataFolder } from './dataFolder.mjs'
import { superviseInstance } from './instance.mjs'
import { startLine } from './line.mjs'
import { startReceiver } from './receiver.mjs'

/** @import { Database } from './database.mjs' */
/** @import { DataFolder } from './dataFolder.mjs' */
/** @import { Instance } from './instance.mjs' */
/** @import { Line } from './line.mjs' */
/** @import { Receiver } from './receiver.mjs' */

/**
 * All that a round breaks: clients → front line → instance → back line → Postgres, a pair of lines for each instance.
 * @typedef {object} Stage
 * @property {DataFolder} folder
 * @property {Database} database
 * @property {{ instance: Instance, front: Line, back: Line }[]} chains
 * @property {Receiver} receiver whom the webhooks of both projects tell.
 * @property {Project[]} projects two of them, which have nothing to do with each other.
 * @property {() => Promise<void>} close
 */

/**
 * A project, and what it asks.
 * @typedef {object} Project
 * @property {string} id
 * @property {string} publishableKey
 * @property {string} secretKey
 * @property {string} surveyId
 * @property {string} rulesId
 * @property {boolean} countsOnce whether of a respondent's answers one counts.
 */

/** What an address may post: visitors stay below it, and one that forges its address must not get above. */
export const addressRate = { perSecond: 20, burst: 120 }

/**
 * @param {object} options
 * @param {string} options.built the folder of the built API.
 * @param {number} options.instances
 * @param {boolean} options.small whether the data lies on a small file system, where one can be had.
 * @param {(what: string) => void} options.onViolation
 * @returns {Promise<Stage>}
 */
export async function raiseStage({ built, instances, small, onViolation }) {
  const folder = makeDataFolder({ small })
  /** @type {(() => unknown)[]} */
  const undo = [folder.remove]
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const database = await startDatabase(built, join(folder.path, 'postgres'))
    undo.push(database.stop)
    const receiver = await startReceiver()
    undo.push(receiver.close)
    const secrets = { PATH: process.env.PATH ?? '', TYCK_SECRET: 'The rig keeps no secrets from anybody' }
    const chains = []
    for (let number = 1; number <= instances; number++) {
      const back = await startLine(() => database.port)
      undo.push(back.close)
      const databaseUrl = new URL(database.url)
      databaseUrl.port = `${back.port}`
      const instance = superviseInstance({
        built,
        env: {
          ...secrets,
          PORT: '0',
          DATABASE_URL: databaseUrl.href,
          TYCK_DATA_DIR: join(folder.path, `instance-${number}`),
          TYCK_DEMO: 'off',
          TYCK_TRUSTED_PROXIES: '127.0.0.1/32',
          TYCK_RATE_PER_ADDRESS: `${addressRate.perSecond}`,
          TYCK_RATE_BURST: `${addressRate.burst}`,
          TYCK_RATE_PER_PROJECT: 'off',
          TYCK_PRIVATE_DESTINATIONS: '127.0.0.1',
          LOG_LEVEL: 'warn',
        },
        onUnasked: how => onViolation(`the API ended by itself (${how})`),
      })
      undo.push(instance.stop)
      const front = await startLine(instance.port)
      undo.push(front.close)
      chains.push({ instance, front, back })
    }
    for (const chain of chains) await ready(chain)
    const [first] = chains
    if (!first) throw new Error('The rig needs an instance')
    const projects = []
    for (const countsOnce of [false, true]) {
      const keys = await makeProject(database, countsOnce)
      projects.push({ ...keys, ...(await publish(first.front.port, keys)), countsOnce })
      await addWebhook(first.front.port, keys, receiver.urlOf(keys.id))
    }
    return { folder, database, chains, receiver, projects, close }
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * A project as `npm run project` makes it; straight into the database, for each start of Node takes its time.
 * @param {Database} database
 * @param {boolean} countsOnce
 */
async function makeProject(database, countsOnce) {
  const id = randomUUID()
  const keys = { id, publishableKey: `pk_rig_${id}`, secretKey: `sk_rig_${randomUUID()}` }
  const hash = createHash('sha256').update(keys.secretKey).digest('hex')
  await database.query(`
    insert into tyck_internal.projects (id, name, publishable_key, count_once_within)
    values ('${id}', 'Shop', '${keys.publishableKey}', ${countsOnce ? "'P30D'" : 'null'});
    insert into tyck_internal.secret_keys (project_id, id, name, hash)
    values ('${id}', '${randomUUID()}', 'First key', '\\x${hash}')`)
  return keys
}

/**
 * Waits until an instance says that it takes answers, and that they will last.
 * @param {{ front: Line, instance: Instance }} chain
 */
async function ready({ front, instance }) {
  const until = performance.now() + 30_000
  for (;;) {
    const reply = await fetch(`http://127.0.0.1:${front.port}/readyz`).catch(() => undefined)
    if (reply?.ok) return
    if (performance.now() > until) {
      throw new Error(`The API is not ready: ${await reply?.text()}\n${instance.log()}`)
    }
    await delay(50)
  }
}

/**
 * Publishes a survey, and finds out by which ids it is answered.
 * @param {number} port
 * @param {{ publishableKey: string, secretKey: string }} keys
 */
async function publish(port, { publishableKey, secretKey }) {
  const touchpoint = '/v1/touchpoints/checkout.payment'
  await admin(port, secretKey, 'PUT', touchpoint, {
    name: 'Payment',
    metadata: { orderId: 'string', orderValue: 'number' },
  })
  await admin(port, secretKey, 'PUT', `${touchpoint}/survey`, {
    series: 'new-question',
    metric: 'nps',
    defaultLocale: 'en',
    locales: {
      en: {
        question: 'How likely are you to recommend us?',
        reasons: {
          detractor: [
            { key: 'slow', label: 'It was slow' },
            { key: 'price', label: 'The price' },
          ],
        },
        thanks: 'Thank you',
      },
    },
  })
  const reply = await fetch(`http://127.0.0.1:${port}/v1/projects/${publishableKey}/surveys`)
  const [survey] = /** @type {{ surveys: { id: string, rulesId: string }[] }} */ (await reply.json()).surveys
  if (!survey) throw new Error('What was published is not served')
  return { surveyId: survey.id, rulesId: survey.rulesId }
}

/**
 * @param {number} port
 * @param {{ secretKey: string }} keys
 * @param {string} url
 * @returns {Promise<string>} its id
 */
export async function addWebhook(port, { secretKey }, url) {
  const { destination } = await admin(port, secretKey, 'POST', '/v1/destinations', {
    kind: 'webhook',
    name: 'Downstream',
    url,
    events: ['response.answered', 'response.commented', 'response.changed', 'respondent.erased'],
    filters: { tests: true },
    fields: ['score', 'reasons', 'comment'],
  })
  return destination.id
}

/**
 * @param {number} port
 * @param {string} secretKey
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<any>} what it replied.
 */
export async function admin(port, secretKey, method, path, body) {
  const reply = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${secretKey}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await reply.text()
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}
