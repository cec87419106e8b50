const touchpointKey = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/

// What knows the key also knows the project: where it is unknown, the demo is deleted or turned off.
const withoutDemo =
  'The demo project, which these pages belong to, was deleted or is turned off, so they ask nothing. A data folder of ' +
  'its own has it again: TYCK_DATA_DIR=.tyck-demo npm start'

/**
 * `GET /rows?touchpoint=checkout.payment`: the five newest responses of a touchpoint, read from the API with
 * the demo project's secret key. A browser never sees the key: it asks this server, this server asks the API.
 *
 * The API takes that key only from this machine itself. This server passes the rule on, or it would answer
 * for everybody who can reach it.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {string} apiUrl
 * @param {URLSearchParams} query
 */
export async function readRows(request, apiUrl, query) {
  if (!isFromHere(request)) return json(403, { detail: 'Rows are shown on this machine only, at localhost.' })
  const touchpoint = query.get('touchpoint') ?? ''
  if (!touchpointKey.test(touchpoint) || touchpoint.length > 80) {
    return json(400, { detail: 'Name a touchpoint: /rows?touchpoint=checkout.payment' })
  }
  try {
    const reply = await fetch(`${apiUrl}/v1/responses?touchpoint=${touchpoint}&limit=5`, {
      headers: { Authorization: 'Bearer sk_demo', Accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(2_000),
    })
    if (reply.status === 401) return json(410, { detail: withoutDemo })
    if (!reply.ok) return json(503, { detail: `The API answered ${reply.status}. Its log says why.` })
    const { responses } = /** @type {{ responses: unknown[] }} */ (await reply.json())
    return json(200, { responses })
  } catch {
    return json(503, { detail: 'The API does not answer. Start it with npm start.' })
  }
}

/**
 * Over the loopback, under a loopback's name (another name may be somebody's page whose address was pointed
 * here), and not through a proxy.
 *
 * @param {import('node:http').IncomingMessage} request
 */
function isFromHere({ headers, socket }) {
  const host = (headers.host ?? '').replace(/:\d+$/, '')
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  const forwarded = Object.keys(headers).some(name => name === 'forwarded' || name.startsWith('x-forwarded'))
  return ['localhost', '127.0.0.1'].includes(host) && ['127.0.0.1', '::1'].includes(address) && !forwarded
}

/**
 * @param {number} status
 * @param {object} body
 */
function json(status, body) {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
    body: JSON.stringify(body),
  }
}
