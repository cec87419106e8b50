import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ProjectContext } from '../src/api/project.ts'
import { starterOf, withTexts } from '../src/pages/editor/survey.ts'
import { type Draft, useDraft } from '../src/pages/editor/useDraft.ts'

const survey = starterOf('nps')
const asking = (question: string) => withTexts(survey, 'en', { question })
const rules = {
  placement: 'inline',
  delaySeconds: 3,
  sampleRate: 1,
  audience: [],
  quietDays: { answered: 90, dismissed: 30, shown: 0 },
  oncePer: null,
} as const

/** What the service keeps, and how it fares with what it is asked next. */
let kept: { revision: number; question: string | null }
let asked: string[]
let fate: (request: string) => Response | Promise<Response> | undefined
let draft: Draft

const told = () => ({
  touchpoint: { revision: kept.revision, state: 'active', survey, rules, metadata: null },
  draft: kept.question === null ? null : { survey: asking(kept.question), rules, metadata: null },
  outdated: false,
  faults: [],
  changes: [],
})
const refused = (status: number, code: string, retryable = false) =>
  Response.json({ code, status, retryable }, { status })

beforeEach(async () => {
  kept = { revision: 1, question: 'Kept?' }
  asked = []
  fate = () => undefined
  vi.useFakeTimers()
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', body, headers }: RequestInit) => {
    const request = `${method} ${path.replace('/v1/touchpoints/a', '')}`
    asked.push(request)
    const ending = await fate(request)
    if (ending) return ending
    if (method !== 'GET' && new Headers(headers).get('if-match') !== `"${kept.revision}"`)
      return refused(412, 'conflict-version')
    if (method !== 'GET') kept.revision += 1
    if (method === 'PUT') kept.question = JSON.parse(`${body}`).survey.locales.en.question
    if (method === 'DELETE' || request === 'POST /publish') kept.question = null
    return Response.json(told())
  })
  await act(() =>
    render(
      <ProjectContext.Provider value={{ id: 'p1', name: 'Shop', role: 'owner', demo: false }}>
        <Page />
      </ProjectContext.Provider>,
      document.body,
    ),
  )
  await pass(0)
})
afterEach(async () => {
  await act(() => render(null, document.body))
  vi.useRealTimers()
})

function Page() {
  draft = useDraft('a')
  return null
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms).then(() => {}))
const write = (question: string) =>
  act(() => draft.content && draft.write({ ...draft.content, survey: asking(question) }))
const question = () => draft.content?.survey?.locales.en?.question

test('what is thrown away is gone with what was not saved of it, and is no conflict', async () => {
  await write('Not saved?')
  await act(() => draft.discard())
  await pass(20_000)
  expect(draft).toMatchObject({ theirs: undefined, saving: 'saved', known: { draft: null } })
  expect(question()).toBe(survey.locales.en?.question)
  expect(asked.filter(request => request.startsWith('PUT'))).toEqual([])
})

test('what is being saved while it is thrown away does not come back', async () => {
  let arrive = () => {}
  fate = request =>
    request === 'PUT /draft'
      ? new Promise(resolve => {
          arrive = () => {
            kept = { revision: 2, question: 'Half saved?' }
            resolve(Response.json(told()))
          }
        })
      : undefined
  await write('Half saved?')
  await pass(700)
  const gone = draft.discard()
  await act(async () => {
    arrive()
    await gone
  })
  await pass(20_000)
  expect(kept).toEqual({ revision: 3, question: null })
  expect(draft).toMatchObject({ theirs: undefined, saving: 'saved' })
})

test('what was published is told as published, also where nothing can be read afterwards', async () => {
  fate = request =>
    asked.includes('POST /publish') && request.startsWith('GET') ? refused(404, 'not-found') : undefined
  let published: unknown
  await act(async () => {
    published = await draft.publish({ without: [] })
  })
  expect(published).toMatchObject({ touchpoint: { revision: 2 } })
  fate = () => undefined
  await pass(8_000)
  expect(draft.known).toMatchObject({ touchpoint: { revision: 2 }, draft: null })
})

test('a save that met another version is tried again, also where that version could not be read', async () => {
  kept.revision = 7
  fate = request => (request.startsWith('GET') ? refused(503, 'overloaded', true) : undefined)
  await write('Mine?')
  await pass(700)
  expect(draft.saving).toBe('failed')
  fate = () => undefined
  await pass(5_000)
  expect(kept.question).toBe('Mine?')
  expect(draft.saving).toBe('saved')
})

test('what is written while a save is under way is saved after it, once', async () => {
  let arrive = () => {}
  fate = request =>
    request === 'PUT /draft' && asked.filter(each => each === request).length === 1
      ? new Promise(resolve => {
          arrive = () => {
            kept.revision += 1
            resolve(Response.json(told()))
          }
        })
      : undefined
  await write('First?')
  await pass(700)
  await write('Second?')
  const saves = [draft.save(), draft.save()]
  await act(async () => {
    arrive()
    expect(await Promise.all(saves)).toEqual([true, true])
  })
  expect(kept.question).toBe('Second?')
  expect(asked.filter(request => request === 'PUT /draft')).toHaveLength(2)
})
