/**
 * Receives Tyck's webhooks, checks their signatures, and takes each once. Node alone is enough:
 *
 *   TYCK_WEBHOOK_SECRET=whsec_… PORT=4490 node examples/webhook-receiver/receiver.mjs
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const { TYCK_WEBHOOK_SECRET = '', PORT = '4490' } = process.env
const key = Buffer.from(TYCK_WEBHOOK_SECRET.replace(/^whsec_/, ''), 'base64')
if (key.length === 0)
  throw new Error('TYCK_WEBHOOK_SECRET is the secret that was shown when the webhook was made')

/** How old a signature may be, in seconds: what was overheard is of no use later. */
const toleranceSeconds = 300

/** The ids of what was taken. Yours stand in your database, in the transaction that does the work. @type {Set<string>} */
const taken = new Set()

/**
 * Whether it was sent by who knows the secret, lately, and as it is.
 * @param {import('node:http').IncomingHttpHeaders} headers
 * @param {Buffer} body as it came: parsed and written anew it would be another one
 */
function isGenuine(headers, body) {
  const [id, timestamp] = [headers['webhook-id'], headers['webhook-timestamp']]
  if (Math.abs(Date.now() / 1_000 - Number(timestamp)) > toleranceSeconds || !timestamp) return false
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest()
  // Several while a secret is replaced: one of them is ours.
  return String(headers['webhook-signature'])
    .split(' ')
    .map(signature => Buffer.from(signature.replace(/^v1,/, ''), 'base64'))
    .some(signature => signature.length === expected.length && timingSafeEqual(signature, expected))
}

/** What is to be done with it. @param {{ type: string, timestamp: string, data: Record<string, unknown> }} event */
function handle({ type, data }) {
  console.log(type, JSON.stringify(data))
}

const server = createServer(async (request, response) => {
  /** @type {Buffer[]} */
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  if (!isGenuine(request.headers, body)) return void response.writeHead(401).end()
  const id = String(request.headers['webhook-id'])
  try {
    // It comes again where our reply was lost. Taken is what was worked off: what fails before is sent again.
    if (!taken.has(id)) handle(JSON.parse(body.toString()))
    taken.add(id)
    response.writeHead(204).end()
  } catch (error) {
    console.error(error)
    response.writeHead(500).end()
  }
})
server.listen(Number(PORT), '127.0.0.1', () => console.log(`Listening on http://127.0.0.1:${PORT}/`))
