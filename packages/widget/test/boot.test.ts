import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Widget } from '../src/loader/boot.ts'
import type { Settings, Tyck } from '../src/types.ts'

const settings: Settings = { key: 'pk_test', endpoint: 'https://feedback.example', locale: 'en' }
const hour = 3_600_000

const fetched = vi.fn(async (_address: string, _init: RequestInit) => Response.json({}))
/** The rest of the widget, as the loader sees it. */
const notice = vi.fn()
const methods = {
  on: vi.fn(),
  identify: vi.fn(),
  dismiss: vi.fn(async () => {}),
  show: vi.fn(async () => ({ outcome: 'dismissed' as const })),
  explain: vi.fn(async (touchpoint?: string) => ({ touchpoint }) as never),
}
const withdraw = vi.fn()
const start = vi.fn((_page: Parameters<Widget['start']>[0]) => ({ ...methods, notice, withdraw }))
const load = vi.fn(async (): Promise<Widget> => ({ start }))

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-03-01T12:00:00Z') })
  vi.clearAllMocks()
  vi.resetModules()
  localStorage.clear()
  sessionStorage.clear()
  document.body.replaceChildren()
  delete window.tyck
  vi.stubGlobal('fetch', fetched)
  vi.stubGlobal('customElements', freshRegistry())
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** Elements can be defined once in a page: here, each test is a page of its own. */
function freshRegistry() {
  const names = new Map<string, CustomElementConstructor>()
  return {
    get: (name: string) => names.get(name),
    define: (name: string, element: CustomElementConstructor) => names.set(name, element),
  }
}

/** Runs the script as the page does, once it is there. */
async function boot(change: Partial<Settings> = {}) {
  const { boot } = await import('../src/loader/boot.ts')
  boot({ ...settings, ...change }, load)
}

interface Slot extends HTMLElement {
  connectedCallback(): void
  disconnectedCallback(): void
}

/** A slot as the parser puts it into the page. */
function slotFor(touchpoint: string): Slot {
  const { connectedCallback, disconnectedCallback } = customElements.get('tyck-survey')?.prototype ?? {}
  const slot = Object.assign(document.createElement('div'), { connectedCallback, disconnectedCallback })
  slot.setAttribute('touchpoint', touchpoint)
  document.body.append(slot)
  slot.connectedCallback()
  return slot
}

function remember(touchpoints: Record<string, unknown>) {
  localStorage.setItem('tyck:pk_test', JSON.stringify({ touchpoints }))
}

const settle = () => vi.advanceTimersByTimeAsync(0)
const tyck = () => window.tyck as Tyck

describe('a page', () => {
  test('without a slot, a call or an unsent answer fetches nothing', async () => {
    await boot()
    await settle()
    expect(fetched).not.toHaveBeenCalled()
    expect(load).not.toHaveBeenCalled()
    expect(Object.keys(localStorage)).toEqual([])
  })

  test('with a slot fetches surveys and widget side by side, once', async () => {
    await boot()
    const slots = [slotFor('checkout.payment'), slotFor('order.delivered')]
    expect(fetched).toHaveBeenCalledOnce()
    expect(load).toHaveBeenCalledOnce()
    expect(notice).not.toHaveBeenCalled()
    await settle()
    expect(fetched).toHaveBeenCalledOnce()
    expect(start).toHaveBeenCalledOnce()
    expect(notice.mock.calls.map(([slot]) => slot)).toEqual(slots)
  })

  test('hands on what comes after the widget has arrived', async () => {
    await boot()
    slotFor('checkout.payment')
    await settle()
    const slot = slotFor('order.delivered')
    expect(notice).toHaveBeenLastCalledWith(slot)
    slot.remove()
    slot.disconnectedCallback()
    expect(notice).toHaveBeenCalledTimes(3)
  })

  test('on which every touchpoint is quiet fetches nothing', async () => {
    remember({ a: { quietUntil: Date.now() + 1 }, b: { quietUntil: Date.now() + hour } })
    await boot()
    slotFor('a')
    slotFor('b')
    await settle()
    expect(fetched).not.toHaveBeenCalled()
    expect(load).not.toHaveBeenCalled()
  })

  test.each([
    ['whose quiet time is over', { a: { quietUntil: Date.parse('2026-03-01T12:00:00Z') } }],
    ['of which nothing is remembered', { b: { quietUntil: Date.parse('2026-03-01T13:00:00Z') } }],
    ['whose quiet time is years ahead', { a: { quietUntil: Date.parse('2099-01-01T00:00:00Z') } }],
    ['of which memory is poisoned', { a: 'quiet' }],
    ['whose quiet time is no time', { a: { quietUntil: 'for ever' } }],
  ])('with one touchpoint %s fetches', async (_, touchpoints) => {
    remember(touchpoints)
    await boot()
    slotFor('a')
    expect(fetched).toHaveBeenCalledOnce()
    expect(load).toHaveBeenCalledOnce()
  })

  test.each(['', '5', 'null', '[]', '{"touchpoints":5}', '{"touchpoints":null}'])(
    'with %j in its memory fetches',
    async text => {
      localStorage.setItem('tyck:pk_test', text)
      await boot()
      slotFor('a')
      expect(load).toHaveBeenCalledOnce()
    },
  )

  test('that tests asks always', async () => {
    remember({ a: { quietUntil: Date.now() + hour } })
    await boot({ test: true })
    slotFor('a')
    expect(load).toHaveBeenCalledOnce()
  })

  test('with an answer that has not arrived fetches the widget', async () => {
    localStorage.setItem('tyck:unsent:pk_test', '1')
    await boot()
    expect(load).toHaveBeenCalledOnce()
  })

  test("is not troubled by another project's answer", async () => {
    localStorage.setItem('tyck:unsent:pk_other', '1')
    await boot()
    expect(load).not.toHaveBeenCalled()
  })

  test('is none the worse where the widget cannot be had', async () => {
    load.mockRejectedValueOnce(new TypeError('Failed to fetch'))
    await boot()
    slotFor('a')
    tyck().show('a')
    await settle()
    expect(start).not.toHaveBeenCalled()
    expect(() => tyck().show('a')).not.toThrow()
  })

  test('does not hold a slot that has gone', async () => {
    await boot()
    const gone = slotFor('a')
    gone.remove()
    gone.disconnectedCallback()
    const slot = slotFor('b')
    await settle()
    expect(notice.mock.calls.map(([noticed]) => noticed)).toEqual([slot])
  })
})

describe('the queue', () => {
  test('runs what was pushed before the script came, in order, and at once what comes after', async () => {
    const calls: string[] = []
    window.tyck = [() => calls.push('first'), given => given === window.tyck && calls.push('second')]
    await boot()
    expect(calls).toEqual(['first', 'second'])
    tyck().push(() => calls.push('third'))
    expect(calls).toHaveLength(3)
  })

  test('that is empty fetches nothing', async () => {
    window.tyck = []
    await boot()
    expect(load).not.toHaveBeenCalled()
  })

  test.each([{}, 'text', null])('is not looked for in %j, which is of the page', async own => {
    Object.assign(window, { tyck: own })
    await boot()
    expect(load).not.toHaveBeenCalled()
    tyck().show('a')
    expect(load).toHaveBeenCalledOnce()
  })
})

describe('a call', () => {
  test('before the widget is there waits for it, and comes before any slot', async () => {
    const order: string[] = []
    methods.identify.mockImplementationOnce(() => order.push('identify'))
    notice.mockImplementationOnce(() => order.push('slot'))
    await boot()
    slotFor('a')
    tyck().identify('customer-17', 'token')
    const shown = tyck().show('b', { metadata: { orderId: 'A17' } })
    expect(methods.show).not.toHaveBeenCalled()
    expect(await shown).toEqual({ outcome: 'dismissed' })
    expect(methods.show).toHaveBeenCalledExactlyOnceWith('b', { metadata: { orderId: 'A17' } })
    expect(methods.identify).toHaveBeenCalledExactlyOnceWith('customer-17', 'token')
    await settle()
    expect(order).toEqual(['identify', 'slot'])
  })

  test('fetches the widget to show or explain, not to listen or to say who is there', async () => {
    await boot()
    tyck().on('answered', () => {})
    tyck().identify('customer-17')
    tyck().dismiss()
    expect(load).not.toHaveBeenCalled()
    const explained = tyck().explain('checkout.payment')
    expect(load).toHaveBeenCalledOnce()
    expect(await explained).toEqual({ touchpoint: 'checkout.payment' })
    expect(methods.on).toHaveBeenCalledOnce()
  })

  test('through a method that the page kept from before reaches the widget', async () => {
    await boot()
    const { show } = tyck()
    slotFor('a')
    await settle()
    expect(await show('b')).toEqual({ outcome: 'dismissed' })
    expect(methods.show).toHaveBeenCalledOnce()
  })
})

describe('where consent is required', () => {
  const read = vi.spyOn(Storage.prototype, 'getItem')

  test('nothing is fetched and no storage is looked at before it is given', async () => {
    localStorage.setItem('tyck:unsent:pk_test', '1')
    read.mockClear()
    await boot({ consent: 'required' })
    slotFor('a')
    tyck().show('b')
    await settle()
    expect(fetched).not.toHaveBeenCalled()
    expect(load).not.toHaveBeenCalled()
    expect(read).not.toHaveBeenCalled()
  })

  test('what waited goes on once it is given', async () => {
    await boot({ consent: 'required' })
    const slot = slotFor('a')
    const shown = tyck().show('b')
    tyck().consent(true)
    expect(load).toHaveBeenCalledOnce()
    expect(await shown).toEqual({ outcome: 'dismissed' })
    await settle()
    expect(notice.mock.calls).toEqual([[slot]])
  })

  test('it may be given before the script came', async () => {
    window.tyck = [given => given.consent(true)]
    await boot({ consent: 'required' })
    slotFor('a')
    expect(load).toHaveBeenCalledOnce()
  })

  test('given, a page on which nobody may be asked still fetches nothing', async () => {
    remember({ a: { quietUntil: Date.now() + hour } })
    await boot({ consent: 'required' })
    slotFor('a')
    tyck().consent(true)
    await settle()
    expect(fetched).not.toHaveBeenCalled()
    expect(load).not.toHaveBeenCalled()
  })

  test('withdrawn, the widget forgets, and nobody is asked any more', async () => {
    await boot({ consent: 'required' })
    tyck().consent(true)
    slotFor('a')
    await settle()
    tyck().consent(false)
    expect(withdraw).toHaveBeenCalledOnce()
    notice.mockClear()
    const slot = slotFor('b')
    expect(notice).not.toHaveBeenCalled()
    tyck().show('b')
    expect(methods.show).not.toHaveBeenCalled()
    tyck().consent(true)
    expect(notice).toHaveBeenCalledWith(slot)
    expect(methods.show).toHaveBeenCalledOnce()
  })
})

describe('consent', () => {
  test('that is given once more notices no slot again', async () => {
    await boot({ consent: 'required' })
    slotFor('a')
    tyck().consent(true)
    await settle()
    expect(notice).toHaveBeenCalledOnce()
    tyck().consent(true)
    expect(notice).toHaveBeenCalledOnce()
  })

  test('that nobody asked for notices no slot again either', async () => {
    await boot()
    slotFor('a')
    await settle()
    tyck().consent(true)
    expect(notice).toHaveBeenCalledOnce()
  })

  test.each([undefined, 'required'] as const)(
    'that is withdrawn empties all that an earlier visit left, where the widget has not been (%s)',
    async consent => {
      const ours = ['tyck:pk_test', 'tyck:out:pk_test:1', 'tyck:unsent:pk_test', 'tyck:pause:pk_test']
      const others = ['tyck:pk_test2', 'tyck:out:pk_other:1', 'shop:pk_test', 'cart']
      remember({ a: { quietUntil: Date.now() + hour } })
      await boot({ ...(consent && { consent }) })
      slotFor('a')
      for (const name of [...ours, ...others]) localStorage.setItem(name, '1')
      for (const name of ['tyck:open:pk_test:a', 'tyck:draft:pk_test:a']) sessionStorage.setItem(name, '1')
      tyck().consent(false)
      expect(load).not.toHaveBeenCalled()
      expect(Object.keys(localStorage).sort()).toEqual(others.sort())
      expect(Object.keys(sessionStorage)).toEqual([])
    },
  )
})

describe('the script twice in a page', () => {
  test('is one widget', async () => {
    await boot()
    const first = window.tyck
    await boot({ key: 'pk_second' })
    expect(window.tyck).toBe(first)
    slotFor('a')
    await settle()
    expect(load).toHaveBeenCalledOnce()
    expect(fetched.mock.calls[0]?.[0]).toContain('/pk_test/')
    await boot()
    expect(window.tyck).toBe(first)
  })
})

describe('storage', () => {
  test.each([
    ['local', ['local', 'session']],
    ['session', ['session', 'session']],
    ['none', []],
  ] as const)('%s is what the rest of the widget gets', async (storage, expected) => {
    await boot({ storage })
    tyck().show('a')
    await settle()
    const page = start.mock.calls[0]?.[0]
    page?.local(store => store.setItem('tyck:a', '1'))
    page?.openStorage(storage === 'none' ? 'none' : 'session')(store => store.setItem('tyck:b', '1'))
    const kept = [
      ...Object.keys(localStorage).map(() => 'local'),
      ...Object.keys(sessionStorage).map(() => 'session'),
    ]
    expect(kept).toEqual(expected)
  })
})
