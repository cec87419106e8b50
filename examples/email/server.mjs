/**
 * A question by e-mail: a link for each customer, a page that asks, and the answer posted by this server. Beside
 * `npm start`:
 *
 *   TYCK_URL=http://localhost:4400 TYCK_SECRET_KEY=sk_demo node examples/email/server.mjs
 */
import { createServer } from 'node:http'
import { changeResponse, createClient, startResponse, TyckError } from '@tyck/client'

/** @import { IncomingMessage } from 'node:http' */
/** @import { ResponseState } from '@tyck/client' */

const { TYCK_URL = 'http://localhost:4400', TYCK_SECRET_KEY = 'sk_demo', PORT = '4480' } = process.env
const tyck = createClient({ url: TYCK_URL, secretKey: TYCK_SECRET_KEY })
/** A CSAT: five answers. */
const touchpoint = 'order.delivered'

/**
 * The state of each response and what it answers, by its id, which is also what makes a link hard to guess. Yours stand in your database:
 * the next state is made of the last one, and a restart must not lose it.
 * @type {Map<string, { state: ResponseState, question: string }>}
 */
const states = new Map()

/** Sends the question to a customer. @param {string} customer @returns {Promise<string>} the link in the message */
async function ask(customer) {
  const { survey, rules } = await tyck.get('/v1/touchpoints/{key}', { path: { key: touchpoint } })
  if (!survey) throw new Error(`Nothing was published to ${touchpoint}`)
  const shown = startResponse({
    surveyId: survey.id,
    rulesId: rules.id,
    channel: 'email',
    respondent: customer,
    metadata: { orderId: 'A17' },
  })
  await save(shown, survey.locales[survey.defaultLocale]?.question ?? '')
  return `/answer/${shown.id}`
}

/**
 * Records a state, and keeps it once it is committed there.
 * @param {ResponseState} state
 * @param {string} question
 */
async function save(state, question) {
  const { status, code } = await tyck.record(state)
  if (status === 'rejected') throw new Error(`It was refused: ${code}`)
  states.set(state.id, { state, question })
}

/** @param {ResponseState} state @param {string} question */
const page = (
  { id, score, comment },
  question,
) => `<!doctype html><html lang="en"><title>${quoted(question)}</title>
<form method="post" action="/answer/${id}">
  <fieldset><legend>${quoted(question)}</legend>${[1, 2, 3, 4, 5]
    .map(
      each =>
        `<label><input type="radio" name="score" value="${each}" required${each === score ? ' checked' : ''}>${each}</label>`,
    )
    .join(' ')}</fieldset>
  <label>What could be better? <textarea name="comment" maxlength="2000">${quoted(comment ?? '')}</textarea></label>
  <button>Send</button>${score === undefined ? '' : ' Saved. Thank you.'}
</form>`

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
  const reply = (/** @type {number} */ status, /** @type {string} */ body) =>
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(body)
  try {
    if (pathname === '/ask') return reply(200, await ask(searchParams.get('customer') ?? 'customer-17'))
    const asked = states.get(pathname.replace('/answer/', ''))
    if (!asked) return reply(404, 'There is nothing here')
    // Looking answers nothing: mail programs and virus scanners follow every link before anybody reads it.
    if (request.method !== 'POST') return reply(200, page(asked.state, asked.question))
    const form = new URLSearchParams(await textOf(request))
    const comment = form.get('comment')?.trim() || undefined
    const next = changeResponse(asked.state, { score: Number(form.get('score')), comment })
    await save(next, asked.question)
    return reply(200, page(next, asked.question))
  } catch (error) {
    // The code tells what to do; the message is for the log.
    console.error(error instanceof TyckError ? error.message : error)
    return reply(502, 'It could not be saved. Please try again.')
  }
})

/** @param {IncomingMessage} request */
async function textOf(request) {
  let text = ''
  for await (const chunk of request) if (text.length < 20_000) text += chunk
  return text
}

/** @param {string} text */
const quoted = text => text.replace(/[&<>"]/g, each => `&#${each.charCodeAt(0)};`)

server.listen(Number(PORT), '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  console.log(`http://127.0.0.1:${port}/ask?customer=customer-17 gives the link of a message`)
})
