import type { PageWatch } from './pageWatch.ts'

/** A request that left the page. */
export interface SentRequest {
  method: string
  address: string
  /** The body as it was sent. */
  body: string
  cookies: string | undefined
}

export interface Evidence {
  script: { path: string; bytes: number; integrity: string }
  requests: SentRequest[]
  watch: PageWatch
  /** The names in the browser's storages once the question was over. */
  left: string[]
  /** Where the service answers. */
  service: string
}

const uuid = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g
const code = (text: string) => `\`${text.replace(uuid, 'ID')}\``

/** `0`, or how many and which. */
const count = (things: string[]) => {
  const unique = [...new Set(things)].sort()
  return unique.length === 0 ? '0' : `${unique.length}: ${unique.map(code).join(', ')}`
}

const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')

/** What a script did on a payment page, as tables in Markdown. The service is called https://feedback.example. */
export function evidenceOf({ script, requests, watch, left, service }: Evidence): string {
  const named = (address: string) => address.replace(service, 'https://feedback.example')
  return [
    table(
      ['the script', ''],
      [
        ['file', `\`${script.path}\`, ${script.bytes.toLocaleString('en')} bytes`],
        ['integrity', `\`${script.integrity}\``],
      ],
    ),
    table(
      ['request', 'body', 'fields'],
      requests.map(({ method, address, body }) => [
        `\`${method} ${named(address)}\``,
        body ? `${sizeOf(body)} bytes` : 'none',
        fieldsOf(body).map(code).join(' '),
      ]),
    ),
    table(['storage', 'key', 'it was', 'afterwards'], storageRows(watch.storage, left)),
    table(
      ['outside of its element', 'found'],
      [
        ['values of form fields read or set, forms read', count(watch.fields)],
        ['nodes and attributes changed; focus, clicks and scrolling by script', count(watch.changes)],
        ['elements looked up, measured or read', count(watch.elements)],
        ['listeners', count(watch.listeners)],
        ['read of the document', count(watch.document)],
        ['read of the browser and the window', count(watch.browser)],
        [
          'cookies read, set or sent',
          count([...watch.cookies, ...requests.flatMap(({ cookies }) => cookies ?? [])]),
        ],
        ['globals added', count(watch.globals)],
        ['functions of the browser replaced', count(watch.replaced)],
        ['elements defined', count(watch.definitions)],
        [
          'calls that send, load, navigate, run a text as code or keep something elsewhere',
          count(watch.calls.map(call => call.replace(/^(fetch) .*/, '$1'))),
        ],
        [
          'requests to anybody else',
          count(requests.flatMap(({ address }) => (address.startsWith(`${service}/`) ? [] : address))),
        ],
        ['refused by the page’s policy', count(watch.violations)],
      ],
    ),
  ].join('\n\n')
}

/** Every field of a post, by name: of the envelope, then of its one response. */
function fieldsOf(body: string): string[] {
  if (!body) return []
  const { responses, ...envelope } = JSON.parse(body) as { responses: [Record<string, unknown>] }
  const { metadata, ...response } = responses[0]
  return [
    ...Object.keys(envelope),
    ...Object.keys(response),
    ...Object.keys(Object(metadata)).map(key => `metadata.${key}`),
  ]
}

/** In the order of storages and keys: which is used first is not the same in every run. */
function storageRows(uses: string[], left: string[]): string[][] {
  const rows = new Map<string, Set<string>>()
  for (const use of uses) {
    const [storage = '', what = '', key = 'all names'] = use.replace(uuid, 'ID').split(' ')
    const row = `${storage} ${key}`
    rows.set(row, (rows.get(row) ?? new Set()).add(what))
  }
  const stays = left.map(name => name.replace(uuid, 'ID'))
  return [...rows.keys()].sort().map(row => {
    const did = rows.get(row) ?? new Set()
    const [storage = '', ...key] = row.split(' ')
    return [
      `\`${storage}\``,
      did.has('list') ? key.join(' ') : code(key.join(' ')),
      ['read', 'write', 'remove', 'list']
        .filter(what => did.has(what))
        .map(what => ({ read: 'read', write: 'written', remove: 'removed', list: 'listed' })[what])
        .join(', '),
      stays.includes(row) ? 'there' : '',
    ]
  })
}

/** With every age as of four digits: how long a machine takes is no part of the evidence. */
function sizeOf(body: string): number {
  return body.replace(/AgoMs":\d+/g, 'AgoMs":1000').length
}
