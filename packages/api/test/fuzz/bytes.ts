import fc from 'fast-check'
import type { Attempt, Keys } from './requests.ts'
import { mark } from './values.ts'

const headerLines = [
  ...[
    'Content-Length: 5\r\nContent-Length: 6',
    'Content-Length: -1',
    'Content-Length: 1e9',
    'Content-Length: 99999999999999999999',
  ],
  ...[
    'Transfer-Encoding: chunked\r\nContent-Length: 3',
    'Transfer-Encoding: xchunked',
    'Transfer-Encoding: chunked, identity',
  ],
  ...[
    `${mark}`,
    `: ${mark}`,
    `X ${mark}: 1`,
    ` folded ${mark}`,
    'X: a\u0000b',
    'X: a\rb',
    `X-${mark}: ${'x'.repeat(20_000)}`,
  ],
  ...[
    'Host: a\r\nHost: b',
    'Host:',
    'Connection: close, keep-alive',
    'Connection: upgrade\r\nUpgrade: h2c',
    `Expect: ${mark}`,
  ],
  ...[Array.from({ length: 300 }, (_, at) => `X-${at}: ${mark}`).join('\r\n')],
]
const requestLines = [
  ...[
    'GET / HTTP/1.0',
    'GET / HTTP/9.9',
    'GET /',
    'GET',
    `${mark} / HTTP/1.1`,
    'GET * HTTP/1.1',
    'OPTIONS * HTTP/1.1',
  ],
  ...[
    `GET http://${mark}/v1/project HTTP/1.1`,
    'CONNECT a:1 HTTP/1.1',
    `GET /${mark}\u0000 HTTP/1.1`,
    `GET /%zz${mark} HTTP/1.1`,
  ],
  ...[
    `GET /${'a'.repeat(20_000)} HTTP/1.1`,
    `GET //${mark}/../x HTTP/1.1`,
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    `TRACE /${mark} HTTP/1.1`,
  ],
  ...[
    `GET /v1/touchpoints/${mark}%00/history HTTP/1.1`,
    'get / http/1.1',
    ' GET / HTTP/1.1',
    `GET /?${mark}#x HTTP/1.1`,
  ],
]
const chunkedBodies = [
  ...[
    '0\r\n\r\n',
    `5;${mark}=1\r\n{"a":\r\n2\r\n1}\r\n0\r\n\r\n`,
    `zz\r\n${mark}\r\n`,
    'ffffffffffffffff\r\n',
    `-1\r\n${mark}`,
  ],
  ...[
    `2\r\n{}\r\n0\r\nX-${mark}: 1\r\n\r\n`,
    '2\r\n{}',
    '2\r\n{}\r\n0\r\n',
    `2\n{}\n0\n\n`,
    `3\r\n{}\r\n0\r\n\r\n`,
  ],
]

/** Bytes that are HTTP by mistake only: headers, chunks, requests one behind the other, with any byte another one. */
export function bytes({ secret, publishable }: Keys): fc.Arbitrary<Attempt> {
  const post = JSON.stringify({ key: publishable, responses: [{ [mark]: mark }] })
  const good = [
    `GET /v1/project HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${secret}\r\n\r\n`,
    'GET /livez HTTP/1.1\r\nHost: a\r\n\r\n',
    `POST /v1/responses HTTP/1.1\r\nHost: a\r\nOrigin: https://a\r\nContent-Type: text/plain\r\nContent-Length: ${post.length}\r\n\r\n${post}`,
  ]
  const withHeader = fc
    .constantFrom(...headerLines)
    .map(line => `POST /v1/responses HTTP/1.1\r\nHost: a\r\n${line}\r\n\r\n{}`)
  const withLine = fc.constantFrom(...requestLines).map(line => `${line}\r\nHost: a\r\n\r\n`)
  const withChunks = fc
    .constantFrom(...chunkedBodies)
    .map(
      body =>
        `POST /v1/responses HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n${body}`,
    )
  const anything = fc.uint8Array({ maxLength: 300 }).map(each => Buffer.from(each).toString('latin1'))
  const part = fc.oneof(fc.constantFrom(...good), withHeader, withLine, withChunks, anything)
  return fc
    .record({
      parts: fc.oneof(
        { arbitrary: fc.array(part, { minLength: 1, maxLength: 3 }), weight: 6 },
        fc.array(fc.constantFrom(...good), { minLength: 2, maxLength: 14 }),
      ),
      flips: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 3 }),
      isFlipped: fc.boolean(),
      cutAt: fc.oneof({ arbitrary: fc.constant(null), weight: 3 }, fc.nat()),
      ends: fc.nat({ max: 9 }).map(at => at === 0),
    })
    .map(({ parts, flips, isFlipped, cutAt, ends }) => {
      const whole = Buffer.from(parts.join(''), 'latin1')
      if (isFlipped) for (const [at, byte] of flips) whole[at % whole.length] = byte
      return {
        what: 'bytes',
        bytes: cutAt === null ? whole : whole.subarray(0, cutAt % (whole.length + 1)),
        replies: null,
        ends,
      }
    })
}
