// @vitest-environment node
import { afterEach, expect, test, vi } from 'vitest'
import { tyck } from '../src/index.ts'
import type { Tyck } from '../src/types.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('calls wait, in their order, until the widget is there', async () => {
  const page: { tyck?: ((tyck: Tyck) => void)[] } = {}
  vi.stubGlobal('window', page)
  const listener = () => {}
  const outcome = tyck.show('checkout.payment', { metadata: { orderValue: 420 } })
  const dismissed = tyck.dismiss('checkout.payment')
  tyck.identify('customer-17')
  tyck.on('answered', listener)
  const explained = tyck.explain('order.delivered')

  const calls: unknown[] = []
  const widget = Object.fromEntries(
    ['show', 'dismiss', 'identify', 'on', 'explain'].map(name => [
      name,
      (...values: unknown[]) => {
        calls.push([name, ...values])
        return name
      },
    ]),
  ) as unknown as Tyck
  for (const call of page.tyck ?? []) call(widget)
  expect(calls).toEqual([
    ['show', 'checkout.payment', { metadata: { orderValue: 420 } }],
    ['dismiss', 'checkout.payment'],
    ['identify', 'customer-17'],
    ['on', 'answered', listener],
    ['explain', 'order.delivered'],
  ])
  expect(await Promise.all([outcome, dismissed, explained])).toEqual(['show', 'dismiss', 'explain'])
})

test('calls go to the widget at once where it is there', async () => {
  const push = (use: (tyck: Tyck) => void) => use({ show: async () => ({ outcome: 'ignored' }) } as never)
  vi.stubGlobal('window', { tyck: { push } })
  expect(await tyck.show('checkout.payment')).toEqual({ outcome: 'ignored' })
})

test('on a server they do nothing', () => {
  expect(() => {
    void tyck.show('checkout.payment')
    tyck.identify('customer-17')
  }).not.toThrow()
})
