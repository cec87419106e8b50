import { randomBytes } from 'node:crypto'

/**
 * @typedef {object} Asked what a touchpoint asks, as `GET …/surveys` has it.
 * @property {string} id of the survey
 * @property {string} rulesId
 * @property {string} metric
 * @property {Record<string, { key: string }[]>} [reasons] by segment
 * @property {Record<string, string>} [metadata] the keys that it takes, with their types
 */

/** @typedef {{ host: string, key: string, surveys: Asked[] }} Target whom to post to, and what was asked there. */

/** A request as it goes over the line, in two parts: the response's id stands between them. */
/** @typedef {{ before: string, after: string }} Template */

/** Scores of each metric, about as they are given. */
const scores = {
  nps: [10, 9, 8, 10, 7, 9, 5, 2],
  csat: [5, 4, 5, 3, 4, 5, 2, 1],
  ces: [7, 6, 6, 5, 7, 4, 3, 2],
  thumbs: [1, 1, 1, 0, 1, 1, 0, 1],
  smileys: [4, 3, 4, 2, 4, 3, 1, 4],
  stars: [5, 4, 5, 3, 5, 4, 1, 2],
}

const comments = [
  'Quick and easy, thank you.',
  'The payment took three tries before it went through.',
  'Jag hittade inte var jag skulle skriva in rabattkoden, och fick börja om från början.',
  'Delivery was 2 days late, and nobody told me. The box was damaged too.',
]

const variants = 8
const pages = ['cart', 'checkout', 'checkout/payment', 'orders/confirmation']
const methods = ['card', 'invoice', 'swish', 'paypal']

/** What a browser says beside the body. Every server here has to read it. */
const browserHeaders = [
  'Connection: keep-alive',
  'sec-ch-ua-platform: "Windows"',
  'User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'sec-ch-ua: "Chromium";v="140", "Not=A?Brand";v="24", "Google Chrome";v="140"',
  'Content-Type: text/plain;charset=UTF-8',
  'sec-ch-ua-mobile: ?0',
  'Accept: */*',
  'Origin: https://shop.example',
  'Sec-Fetch-Site: cross-site',
  'Sec-Fetch-Mode: cors',
  'Sec-Fetch-Dest: empty',
  'Referer: https://shop.example/',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Accept-Language: en-GB,en;q=0.9,sv;q=0.8',
].join('\r\n')

/** Of thirteen posts ten say that a survey was shown, two bring an answer, one a comment: which showing each is of. */
const cycle = /** @type {const} */ ([
  ['shown', 0],
  ['shown', 1],
  ['shown', 2],
  ['shown', 3],
  ['shown', 4],
  ['answered', 0],
  ['shown', 5],
  ['shown', 6],
  ['shown', 7],
  ['shown', 8],
  ['shown', 9],
  ['answered', 1],
  ['commented', 0],
])

/**
 * Makes what pages post, in the design's mix of 10 showings, 2 answers and a comment, without end. Half of the
 * respondents have an id. All of it is written beforehand but the ids, for whoever makes load must be lighter than
 * what bears it.
 * @param {Target} target
 */
export function createPosts(target) {
  const kinds = /** @type {const} */ (['shown', 'answered', 'commented'])
  const templates = Object.fromEntries(
    kinds.map(kind => [
      kind,
      target.surveys.map(asked =>
        Array.from({ length: variants }, (_, variant) => templateOf(target, asked, kind, variant)),
      ),
    ]),
  )

  /** The posts of one of many pages, beginning anywhere in the cycle. @param {number} nth */
  return nth => {
    let step = nth % cycle.length
    let round = nth
    let ids = showings()

    /** The next request, as bytes in Latin-1. @returns {string} */
    return () => {
      const [kind, showing] = cycle[step] ?? cycle[0]
      const { before, after } = templates[kind]?.[round % target.surveys.length]?.[
        (round + showing) % variants
      ] ?? {
        before: '',
        after: '',
      }
      step += 1
      const id = ids[showing]
      if (step === cycle.length) {
        step = 0
        round += 1
        ids = showings()
      }
      return `${before}${id}${after}`
    }
  }
}

const showings = () => Array.from({ length: 10 }, uuid)

/**
 * @param {Target} target
 * @param {Asked} asked
 * @param {'shown' | 'answered' | 'commented'} kind
 * @param {number} variant
 * @returns {Template}
 */
function templateOf({ host, key }, asked, kind, variant) {
  const marker = '00000000-0000-7000-8000-000000000000'
  const body = Buffer.from(JSON.stringify({ key, responses: [stateOf(marker, asked, kind, variant)] }))
  const head = [
    'POST /v1/responses HTTP/1.1',
    `Host: ${host}`,
    `Content-Length: ${body.length}`,
    browserHeaders,
    '\r\n',
  ].join('\r\n')
  const [before = '', after = ''] = (head + body.toString('latin1')).split(marker)
  return { before, after }
}

/** @param {string} id @param {Asked} asked @param {'shown' | 'answered' | 'commented'} kind @param {number} variant */
function stateOf(id, asked, kind, variant) {
  const known = {
    orderValue: 49.5 + variant * 37,
    paymentMethod: methods[variant % methods.length],
    items: variant + 1,
  }
  const takes = asked.metadata
  const metadata = takes ? Object.fromEntries(Object.entries(known).filter(([name]) => name in takes)) : known
  const state = {
    id,
    surveyId: asked.id,
    rulesId: asked.rulesId,
    channel: 'web',
    locale: variant % 2 === 0 ? 'en' : 'sv',
    page: `https://shop.example/${pages[variant % pages.length]}`,
    metadata,
    layout: variant % 3 === 0 ? 'two-rows' : 'one-row',
    test: false,
    ...(variant % 2 === 0 ? { respondent: `customer-${randomBytes(6).toString('hex')}` } : {}),
  }
  if (kind === 'shown')
    return { ...state, seq: 1, shownAgoMs: 1_003, changedAgoMs: 2, dismissed: false, closed: false }
  const score = scores[/** @type {keyof typeof scores} */ (asked.metric)]?.[variant]
  const answered = { ...state, score, dismissed: false }
  if (kind === 'answered') {
    return { ...answered, seq: 2, shownAgoMs: 6_240, answeredAgoMs: 1, changedAgoMs: 1, closed: false }
  }
  const comment = comments[variant % comments.length]
  return {
    ...answered,
    seq: 3,
    shownAgoMs: 21_900,
    answeredAgoMs: 15_660,
    changedAgoMs: 2,
    comment,
    closed: true,
  }
}

/** Version 7, as the widget makes it: the time first, so that new rows lie together in the index. */
export function uuid() {
  const time = Date.now().toString(16).padStart(12, '0')
  const random = (Math.random() * 2 ** 48).toString(16).split('.', 1)[0]?.padStart(12, '0')
  const more = Math.floor(Math.random() * 2 ** 24)
    .toString(16)
    .padStart(6, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${more.slice(0, 3)}-8${more.slice(3)}-${random}`
}
