import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fetchSurveys } from '../src/loader/fetchSurveys.ts'
import type { Page } from '../src/loader/page.ts'
import type { Settings } from '../src/types.ts'
import { surveysOf as surveysOfPage } from '../src/widget/surveys.ts'

const body = { revision: 'r', project: { theme: {}, origins: [] }, surveys: [] }
const settings: Settings = { key: 'pk_test', endpoint: 'https://feedback.example' }
const fetched = vi.fn<(address: string, init: RequestInit) => Promise<unknown>>()

/** As a page asks for them: the loader has sent for the first. */
function surveysOf(settings: Settings) {
  const page = { settings, fetchSurveys, first: fetchSurveys(settings) } as Page
  const surveys = surveysOfPage(page)
  return (slot: Element | null = null) => surveys(slot)
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-03-01T12:00:00Z') })
  fetched.mockReset().mockImplementation(async () => Response.json(body))
  vi.stubGlobal('fetch', fetched)
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
  document.documentElement.lang = ''
})

function slotIn(locale: string): Element {
  const slot = document.createElement('div')
  slot.setAttribute('locale', locale)
  return slot
}
const languages = () => fetched.mock.calls.map(([address]) => new URL(address).searchParams.get('locale'))

test('come from the project, without cookies', async () => {
  expect(await surveysOf({ ...settings, locale: 'sv' })()).toEqual(body)
  expect(fetched).toHaveBeenCalledExactlyOnceWith(
    'https://feedback.example/v1/projects/pk_test/surveys?locale=sv',
    { credentials: 'omit' },
  )
})

test("come in the slot's language, else the site's, else the document's, else the browser's", () => {
  surveysOf(settings)()
  document.documentElement.lang = 'da'
  surveysOf(settings)()
  const surveys = surveysOf({ ...settings, locale: 'sv' })
  surveys(document.createElement('div'))
  surveys(slotIn('nb'))
  expect(languages()).toEqual([navigator.language, 'da', 'sv', 'nb'])
})

test('are fetched once for all who ask within a minute', async () => {
  const surveys = surveysOf(settings)
  const first = surveys()
  expect(surveys(null)).toBe(first)
  await vi.advanceTimersByTimeAsync(59_999)
  expect(surveys()).toBe(first)
  expect(fetched).toHaveBeenCalledOnce()
  await vi.advanceTimersByTimeAsync(1)
  surveys()
  expect(fetched).toHaveBeenCalledTimes(2)
})

test("are fetched anew for a slot in the document's language, where the site names another", () => {
  document.documentElement.lang = 'sv'
  const surveys = surveysOf({ ...settings, locale: 'de' })
  surveys(slotIn('sv'))
  surveys()
  expect(languages()).toEqual(['de', 'sv', 'de'])
})

test('are fetched anew for another language', () => {
  const surveys = surveysOf({ ...settings, locale: 'sv' })
  surveys()
  surveys(slotIn('nb'))
  surveys(slotIn('nb'))
  expect(languages()).toEqual(['sv', 'nb'])
})

describe('cannot be had', () => {
  test.each<[string, () => Promise<unknown>]>([
    ['over a broken network', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['from a captive portal', async () => new Response('<h1>Sign in</h1>')],
    ['for an unknown key', async () => Response.json({ code: 'unknown-key' }, { status: 401 })],
    ['from a service that is down', async () => new Response('', { status: 503 })],
    ['through a fetch of the page that gives nothing', async () => undefined],
    [
      'through a fetch of the page that throws',
      () => {
        throw new Error('patched')
      },
    ],
  ])('%s: then they are undefined, until a minute has passed', async (_, reply) => {
    fetched.mockImplementation(reply)
    const surveys = surveysOf(settings)
    expect(await surveys()).toBeUndefined()
    fetched.mockImplementation(async () => Response.json(body))
    expect(await surveys()).toBeUndefined()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await surveys()).toEqual(body)
  })
})
