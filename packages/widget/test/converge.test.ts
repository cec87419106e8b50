import type { ResponseState } from '@tyck/shared/contract/responses'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Entry } from '../src/later/response.ts'
import type { Asked } from '../src/widget/asked.ts'
import { askedAt } from './askedAt.ts'
import { fakeService, refuse } from './fakeService.ts'
import { openTab } from './openTab.ts'
import { hour, idOf, lost, outbox, settle } from './tapping.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

type Fate =
  | 'arrives'
  | 'is lost'
  | 'arrives, its reply is lost'
  | 'meets a portal'
  | 'is put off'
  | 'is forbidden'

type Step =
  | { do: 'show' | 'tap' | 'comment' | 'dismiss'; tab: number; touchpoint: number }
  /** What becomes of one of the posts that are under way. */
  | { do: 'meet'; post: number; fate: Fate }
  | { do: 'reload'; tab: number }
  | { do: 'come online' }
  | { do: 'wait'; ms: number }

const tab = fc.nat(1)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('show', 'tap', 'comment', 'dismiss'),
      tab,
      touchpoint: fc.nat(1),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('meet'),
      post: fc.nat(5),
      fate: fc.constantFrom<Fate[]>(
        'arrives',
        'is lost',
        'arrives, its reply is lost',
        'meets a portal',
        'is put off',
        'is forbidden',
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reload'), tab }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('come online') }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait'), ms: fc.constantFrom(1, 800, 5_000, 400_000) }),
  },
) as fc.Arbitrary<Step>

/** Two tabs, and a network that does with each post what a step says. */
function trial() {
  localStorage.clear()
  sessionStorage.clear()
  vi.clearAllTimers()
  const service = fakeService()
  const underWay: ((fate: Fate) => Promise<void>)[] = []
  /** The last state of each response that somebody has touched. */
  const touched = new Map<string, Entry>()
  const closed = new Set<string>()
  let opened = 0

  service.reply = states =>
    new Promise((resolve, reject) => {
      underWay.push(async fate => {
        const reply = await replyTo(states, fate).catch(reject)
        if (reply) resolve(reply)
        await settle()
      })
    })
  const replyTo = async (states: ResponseState[], fate: Fate) => {
    if (fate === 'is lost') return lost()
    if (fate === 'meets a portal') return refuse(200, {}, '<h1>Sign in</h1>')()
    if (fate === 'is put off') return refuse(503, { 'retry-after': '60' })()
    if (fate === 'is forbidden') return refuse(403)()
    const reply = service.take(states)
    return fate === 'arrives' ? reply : lost()
  }
  // A page that is gone sends nothing any more.
  vi.stubGlobal('fetch', (address: string, init: RequestInit) =>
    [...closed].some(gone => address.startsWith(`${gone}/`))
      ? new Promise(() => {})
      : service.fetch(address, init),
  )

  const open = () => {
    opened += 1
    const endpoint = `https://tab-${opened}.example`
    const tab = openTab({ endpoint })
    const { store } = tab.kit
    const asked = new Map<number, Asked>()
    return {
      ...tab,
      asked,
      /** Nothing of it goes on: neither its timers nor what it hears. */
      leave() {
        tab.close()
        closed.add(endpoint)
        store.all = () => []
        store.write = () => {}
      },
    }
  }
  const tabs = [open(), open()]

  /** As a page begins: it sends what waits where there is a note of it. */
  const resume = ({ flush }: ReturnType<typeof open>) => {
    if (localStorage.getItem('tyck:unsent:pk_test')) flush()
  }

  /** The response at a touchpoint of a tab; after a reload, the one that was there. */
  const at = (index: number, touchpoint: number): Asked => {
    const tab = tabs[index] as ReturnType<typeof open>
    const one = tab.asked.get(touchpoint) ?? askedAt(`step.${index}.${touchpoint}`)
    tab.asked.set(touchpoint, one)
    return tab.ask(one)
  }

  const take = async (step: Step) => {
    if (step.do === 'wait') await vi.advanceTimersByTimeAsync(step.ms)
    else if (step.do === 'come online') dispatchEvent(new Event('online'))
    else if (step.do === 'meet') await underWay.splice(step.post, 1)[0]?.(step.fate)
    else if (step.do === 'reload') {
      const before = tabs[step.tab] as ReturnType<typeof open>
      before.leave()
      const after = open()
      for (const [touchpoint, { entry, touchpoint: key }] of before.asked) {
        // A response that nobody has touched is not gone on with: nothing of it was stored.
        if (touched.has((entry as Entry).id)) after.asked.set(touchpoint, { ...askedAt(key), entry })
      }
      tabs[step.tab] = after
      resume(after)
    } else {
      const one = at(step.tab, step.touchpoint)
      const { seq, score } = one.entry as Entry
      if (step.do === 'show' && seq) return
      if (step.do === 'comment' && score === undefined) return
      if (step.do === 'dismiss' && score !== undefined) return
      const changes = {
        show: {},
        tap: { score: ((score ?? 0) + 1) % 2, dismissed: false },
        comment: { comment: `comment ${seq}` },
        dismiss: { dismissed: true, closed: true },
      }
      tabs[step.tab]?.advance(one, changes[step.do])
      if (step.do !== 'show') touched.set(idOf(one), one.entry as Entry)
    }
    await settle()
  }

  /** From now on everything arrives: what waits in the tabs, unless they are closed, and what the next page finds. */
  const recover = async (closeFirst: boolean) => {
    service.reply = async states => service.take(states)
    if (closeFirst) for (const tab of tabs) tab.leave()
    for (const meet of underWay.splice(0)) await meet('is lost')
    await vi.advanceTimersByTimeAsync(hour)
    for (const tab of tabs) tab.leave()
    const next = open()
    resume(next)
    await vi.advanceTimersByTimeAsync(hour)
    next.leave()
  }
  return { take, recover, touched, rows: service.rows }
}

test('whatever befalls posts and pages, once the network is good the service has the last state of every answer', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.boolean(), async (steps, closeFirst) => {
      const { take, recover, touched, rows } = trial()
      for (const step of steps) await take(step)
      await recover(closeFirst)
      for (const [id, { seq, score, comment, dismissed = false }] of touched) {
        expect(rows.get(id)).toMatchObject({ seq, dismissed })
        expect(rows.get(id)?.score).toBe(score)
        expect(rows.get(id)?.comment).toBe(comment)
      }
      expect(outbox()).toEqual([])
      expect(localStorage.getItem('tyck:unsent:pk_test')).toBeNull()
    }),
    { numRuns: 500 },
  )
})
