import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Asked, type Row, routeRows } from '../../api/test/routeRows.ts'
import { type FullProject, makeFullProject } from '../../api/test/twoProjects.ts'
import { createClient } from '../src/createClient.ts'
import { typesOf } from '../typesOf.mjs'
import { type Opened, openClient } from './openClient.ts'

interface Operation {
  security?: Record<string, unknown>[]
  parameters?: { name: string; in: string }[]
  responses: Record<string, object>
}

let opened: Opened
let document: { paths: Record<string, Record<string, Operation>> }

beforeAll(async () => {
  opened = await openClient()
  document = (await opened.service.app.inject('/openapi.json')).json()
})
afterAll(() => opened.close())

/** Routes that a secret key opens, as the service's own tests know them. */
const rows = Object.entries(routeRows).filter(([, { takes }]) =>
  ['secret key', 'publishable key'].includes(takes),
)

test('the types are those of the document, whole and no others', async () => {
  const written = readFileSync(new URL('../src/paths.ts', import.meta.url), 'utf8')
  expect(written === (await typesOf(document)), 'build packages/client anew').toBe(true)
  const typed = [...written.matchAll(/^ {4}"(\/v1\/.+)": \{$([\s\S]*?)^ {4}\};$/gm)].flatMap(
    ([, path, of = '']) =>
      [...of.matchAll(/^ {8}(get|put|post|delete): operations/gm)].map(
        ([, method]) => `${method?.toUpperCase()} ${path}`,
      ),
  )
  expect(typed.map(route => route.replace(/\{(\w+)\}/g, ':$1')).sort()).toEqual(
    rows.map(([route]) => route).sort(),
  )
})

describe('the client calls', () => {
  const projects = new Map<string, Promise<FullProject>>()
  /** One project for all that only read, and one for each route that changes something. */
  const projectFor = (route: string) => {
    const which = route.startsWith('GET') ? 'GET' : route
    const found = projects.get(which) ?? makeFullProject(opened.service, `shop${projects.size}`)
    projects.set(which, found)
    return found
  }

  test.each(rows)('%s as documented', async (route, { asks }: Row) => {
    const project = await projectFor(route)
    const tyck = createClient({ url: opened.url, secretKey: project.secretKey, retryForMs: 0 })
    const method = route.split(' ')[0]?.toLowerCase() as 'get'
    const path = (route.split(' ')[1] as string).replace(/:(\w+)/g, '{$1}')
    for (const asked of asks(project.named)) {
      // The last publishable key cannot be revoked.
      if (method === ('delete' as string) && asked.url.endsWith(project.named.publishableKey)) continue
      if (/\.(?:csv|ndjson)$/.test(path)) {
        const { headers, body } = await tyck.stream(path as never, optionsOf(path, asked) as never)
        expect(headers.get('tyck-cursor'), path).toMatch(/^[\w-]{40,}$/)
        await body?.cancel()
        continue
      }
      const reply = await tyck[method](path as never, optionsOf(path, asked) as never)
      const responses = document.paths[path]?.[method]?.responses ?? {}
      expect(reply === undefined, path).toBe('204' in responses)
    }
  })
})

/** A request as the client takes it. */
function optionsOf(path: string, { url, body, headers }: Asked) {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)
  const values = new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`).exec(pathname)?.slice(1) ?? []
  return {
    path: Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(values[index] as string)])),
    query: Object.fromEntries(searchParams),
    ...(body ? { body } : /rotate$/.test(path) ? { body: {} } : {}),
    ...(headers?.['if-match'] ? { ifMatch: headers['if-match'] } : {}),
  }
}

test('what is in the address and in the query arrives as it was given', async () => {
  const { tyck } = opened
  const respondent = 'a/b?c=d&e %2F ö 👍'
  const { responses, erasedAt } = await tyck.get('/v1/respondents/{id}', {
    path: { id: respondent },
    query: { limit: 1 },
  })
  expect([responses, erasedAt]).toEqual([[], null])
  await tyck.delete('/v1/respondents/{id}', { path: { id: respondent } })
  const found = await tyck.get('/v1/respondents', { query: { respondent } })
  expect(found.erasedAt).toMatch(/^2026-/)
})

test('a reply can be read as it comes', async () => {
  const reply = await opened.tyck.stream('/v1/responses', { query: { limit: 1 } })
  const chunks: Uint8Array[] = []
  for await (const chunk of reply.body as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk)
  expect(JSON.parse(Buffer.concat(chunks).toString())).toMatchObject({ responses: [], next: null })
})

test('what no route takes does not compile', () => {
  const wrong = async () => {
    const { tyck } = opened
    // @ts-expect-error no such route
    await tyck.get('/v1/nothing')
    // @ts-expect-error not by this method
    await tyck.post('/v1/touchpoints')
    // @ts-expect-error no JSON: it is streamed
    await tyck.get('/v1/responses.csv')
    await tyck.stream('/v1/responses.csv', { query: { answered: 'true' } })
    // @ts-expect-error for people only
    await tyck.get('/v1/members')
    // @ts-expect-error the key is missing
    await tyck.get('/v1/touchpoints/{key}')
    // @ts-expect-error the body is missing
    await tyck.put('/v1/touchpoints/{key}', { path: { key: 'a' } })
    // @ts-expect-error no such metric
    await tyck.put('/v1/touchpoints/{key}/draft', { path: { key: 'a' }, body: { survey: { metric: 'a' } } })
    // @ts-expect-error no such parameter
    await tyck.get('/v1/scores', { query: { interval: 'week', every: 'week' } })
    // @ts-expect-error not an interval
    await tyck.get('/v1/scores', { query: { interval: 'hour' } })
    const { scores } = await tyck.get('/v1/scores')
    // @ts-expect-error null where nobody answered
    scores[0]?.score.toFixed()
    // @ts-expect-error nothing comes back
    const { any } = await tyck.delete('/v1/keys/{id}', { path: { id: 'pk_a' } })
    return any
  }
  expect(wrong).toBeTypeOf('function')
})
