import fc from 'fast-check'
import type { Operation } from './operations.ts'
import { hostile, hugeNumber, type Known, mark, nearly, valid } from './values.ts'

/** Bytes to send over a connection, and what may come back. */
export interface Attempt {
  /** For whoever reads of it: the route, or how the bytes were spoilt. */
  what: string
  bytes: Buffer
  /** How many replies are to come; null where nobody can say, and the connection is closed afterwards. */
  replies: 1 | null
  /** Whether the sender closes its side at once: then the service may, too, whatever is under way. */
  ends: boolean
}

/** Keys that open the project, or don't. */
export interface Keys {
  secret: string
  publishable: string
  /** The cookie of who is signed in, and their project. */
  cookie: string
  project: string
}

/** A lone surrogate has no UTF-8. */
const encoded = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))

/** Filters by metadata are JSON within a text, where any text can be written. */
const metadataFilter = fc.dictionary(
  fc.stringMatching(/^[a-z]{1,10}$/),
  fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\0', '\ud800'), fc.integer(), fc.boolean()),
  { maxKeys: 3 },
)

const contentTypes = [
  ...['application/json', 'application/json; charset=utf-8', 'text/plain', 'text/plain;charset=UTF-8'],
  ...[
    'application/json; charset=utf-16',
    'application/xml',
    `text/${mark}`,
    'multipart/form-data; boundary=x',
  ],
  ...['application/x-www-form-urlencoded', 'application/json, text/plain', '/', ''],
]

const strangeHeaders: fc.Arbitrary<string[]> = fc.subarray(
  [
    ...[
      'x-forwarded-for: 192.0.2.7',
      `x-forwarded-for: ${mark}`,
      'x-forwarded-host: evil.example',
      'forwarded: for=_x',
    ],
    ...['content-encoding: gzip', 'transfer-encoding: identity', 'expect: 100-continue', `expect: ${mark}`],
    ...['if-none-match: *', `if-none-match: "${mark}"`, 'if-match: "x"', 'range: bytes=0-1', 'te: trailers'],
    ...[
      'accept-encoding: br;q=0, gzip;q=x',
      'accept: text/html',
      `cookie: a=${mark}`,
      'cookie: a=1',
      'upgrade: websocket',
    ],
    ...[
      `x-${mark}: 1`,
      'prefer: return=minimal',
      'x-http-method-override: DELETE',
      'authorization: Basic eA==',
    ],
    ...[`origin: https://${mark}.example`, 'origin: null', 'origin: ', `host: ${mark}`, 'content-length: 5'],
  ],
  { maxLength: 3 },
)

/** A body's text that is not what JSON would be: cut, doubled, with other bytes. */
const spoilt: fc.Arbitrary<(text: string) => Buffer> = fc
  .tuple(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.nat({ max: 7 }))
  .map(([at, byte, kind]) => (text: string) => {
    const bytes = Buffer.from(text)
    const place = bytes.length === 0 ? 0 : at % bytes.length
    if (kind === 0) return bytes.subarray(0, place)
    if (kind === 1) return Buffer.concat([bytes, bytes])
    if (kind === 2) return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])
    if (kind === 3) return Buffer.from(text, 'utf16le')
    if (kind === 4)
      return Buffer.concat([bytes.subarray(0, place), Buffer.from([0xff, 0xfe]), bytes.subarray(place)])
    if (kind === 5) return Buffer.from(text.replace('{', `{"__proto__":{"${mark}":1},`))
    if (kind === 6) return Buffer.from(text.replace(/}$/, ',}'))
    if (bytes.length > 0) bytes[place] = byte
    return bytes
  })

/** A request for one of the routes: as described, almost so, or not at all. */
export function request(operation: Operation, keys: Keys, known: Known): fc.Arbitrary<Attempt> {
  const { method, path, params, query, body, takesSecretKey, isForConsole } = operation
  const example = exampleOf(operation, keys, known)
  const textOf = (name: string) => (value: unknown) =>
    encoded(typeof value === 'string' ? value : `${JSON.stringify(value)}`) || (name === 'x' ? '' : mark)
  const fitting = (name: string, schema: Operation['params'][string]) =>
    name === 'metadata' ? metadataFilter : valid(schema, known, nameIn(path, name))
  const part = (name: string, schema: Operation['params'][string]) =>
    fc.oneof(
      { arbitrary: fitting(name, schema).map(textOf(name)), weight: 4 },
      { arbitrary: hostile.map(textOf(name)), weight: 1 },
    )
  const inPath = fc.record(
    Object.fromEntries(Object.entries(params).map(([name, each]) => [name, part(name, each)])),
  )
  const inQuery = fc.record(
    Object.fromEntries(Object.entries(query).map(([name, each]) => [name, part(name, each)])),
    { requiredKeys: [] },
  )
  const described = body === null ? fc.constant(undefined) : valid(body, known)
  const good = example === undefined ? described : fc.oneof(described, example)
  const bodies =
    body === null ? fc.oneof(good, good, hostile) : fc.oneof(good, nearly(good), nearly(good), hostile)
  const page = ['Origin: https://shop.example']
  const server = [`Authorization: Bearer ${keys.secret}`]
  const person = [
    'Origin: http://localhost',
    `Cookie: ${keys.cookie}`,
    `Tyck-Project: ${keys.project}`,
    ...(body === null ? ['Content-Type: application/json'] : []),
  ]
  const right = [...(takesSecretKey ? [server] : []), ...(isForConsole ? [person] : [])]
  const credentials = fc.oneof(
    { arbitrary: right.length > 0 ? fc.constantFrom(...right) : fc.constant(page), weight: 12 },
    {
      arbitrary: fc.constantFrom(
        server,
        page,
        person,
        [],
        [`Authorization: Bearer sk_${mark}`],
        [...person.slice(0, 1), `Cookie: tyck_session=${mark}`, `Tyck-Project: ${mark}`],
        [...person, ...server],
        [...server, ...page],
      ),
      weight: 1,
    },
  )
  return fc
    .record({
      inPath,
      inQuery,
      body: bodies,
      credentials,
      contentType: fc.oneof(
        { arbitrary: fc.constant(contentTypes[0]), weight: 8 },
        fc.constantFrom(...contentTypes),
      ),
      strange: fc.oneof({ arbitrary: fc.constant([] as string[]), weight: 5 }, strangeHeaders),
      more: fc.oneof(
        { arbitrary: fc.constant(''), weight: 9 },
        hostile.map(value => `${mark}=${textOf('x')(value)}`),
      ),
      spoil: fc.oneof({ arbitrary: fc.constant(null), weight: 6 }, spoilt),
      isChunked: fc.nat({ max: 9 }).map(at => at === 0),
    })
    .map(given => {
      const address = path.replace(/\{(\w+)\}/g, (_, name) => given.inPath[name] ?? mark)
      const told = [...Object.entries(given.inQuery).map(([name, value]) => `${name}=${value}`), given.more]
      const text =
        given.body === undefined
          ? ''
          : JSON.stringify(given.body)
              .replaceAll(`"${hugeNumber}"`, '1e400')
              .replaceAll(`"-${hugeNumber}"`, '-1e400')
      const bytes = given.spoil && text ? given.spoil(text) : Buffer.from(text)
      return oneRequest(
        `${method} ${path}`,
        `${method} ${address}?${told.filter(Boolean).join('&')}`,
        [
          ...given.credentials,
          ...(bytes.length > 0 ? [`Content-Type: ${given.contentType}`] : []),
          ...given.strange,
        ],
        bytes,
        given.isChunked,
      )
    })
}

/** What a part of an address names, by where it stands. */
function nameIn(path: string, name: string): string {
  const names: Record<string, string> = {
    respondents: 'respondent',
    keys: 'keyId',
    members: 'memberId',
    invitations: 'invitationId',
    imports: 'importId',
    touchpoints: 'touchpoint',
  }
  return names[path.split('/')[2] ?? ''] ?? name
}

/** Bodies that are taken: the document's example, and a response as pages post it. */
function exampleOf({ path, example }: Operation, { publishable: key }: Keys, known: Known) {
  if (path !== '/v1/responses') return example === undefined ? undefined : fc.constant(example)
  const state = fc.record(
    {
      id: fc.oneof(fc.uuid(), fc.constantFrom(...(known.id ?? []))),
      seq: fc.integer({ min: 1, max: 5 }),
      surveyId: fc.constantFrom(...(known.surveyId ?? [])),
      rulesId: fc.constantFrom(...(known.rulesId ?? [])),
      shownAgoMs: fc.nat({ max: 1_000_000 }),
      changedAgoMs: fc.nat({ max: 1_000 }),
      score: fc.nat({ max: 10 }),
      comment: fc.string({ unit: 'binary', maxLength: 40 }),
      respondent: fc.constantFrom(...(known.respondent ?? []), 'somebody'),
      metadata: fc.dictionary(
        fc.stringMatching(/^[a-z]{1,10}$/),
        fc.oneof(fc.string(), fc.integer(), fc.boolean()),
      ),
    },
    { requiredKeys: ['id', 'seq', 'surveyId', 'rulesId', 'shownAgoMs', 'changedAgoMs'] },
  )
  return fc.record({ key: fc.constant(key), responses: fc.array(state, { minLength: 1, maxLength: 4 }) })
}

/** One well-formed request on a connection that may go on. */
export function oneRequest(
  what: string,
  line: string,
  headers: string[],
  body: Buffer,
  isChunked = false,
): Attempt {
  const length = isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`
  const hasLength = body.length > 0 || isChunked
  const has = (name: string) => headers.some(header => header.toLowerCase().startsWith(name))
  const lines = [`${line} HTTP/1.1`, 'Host: localhost', ...headers, ...(hasLength ? [length] : []), '', '']
  const head = Buffer.from(lines.join('\r\n'))
  // Two hosts or lengths are for the service to refuse, and end the connection; so is what has no meaning to Node.
  const isOdd = ['host:', 'content-length:', 'transfer-encoding:', 'expect:', 'upgrade:'].some(has)
  return {
    what,
    bytes: Buffer.concat([head, isChunked ? chunked(body) : body]),
    replies: isOdd ? null : 1,
    ends: false,
  }
}

function chunked(body: Buffer): Buffer {
  if (body.length === 0) return Buffer.from('0\r\n\r\n')
  return Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')])
}
