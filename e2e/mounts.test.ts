import { beforeAll, expect, test } from 'vitest'
import { describeInBrowser } from './browser.ts'
import { browsing } from './browsing.ts'
import { publish } from './publish.ts'
import { pageOf, site } from './site.ts'

describeInBrowser('A page that lives long', () => {
  const { visit, tyck } = browsing()
  const { page } = site({ tyck })

  beforeAll(async () => {
    const quietDays = { answered: 0, dismissed: 0, shown: 0 }
    await publish(tyck(), 'mounts.slot', { quietDays })
    await publish(tyck(), 'mounts.corner', { quietDays, placement: 'corner', delaySeconds: 0 })
  })

  test('holds no more memory, nodes and listeners after 200 more questions than before', async () => {
    const { page: tab, context } = await visit({ clock: false })
    const devtools = await context.newCDPSession(tab)
    await tab.goto(page(pageOf('<main></main>')))
    await tab.waitForFunction(() => 'push' in (window.tyck ?? {}))

    /** Asks `times`, each time in another order: in a slot that is answered or not, at every tenth in the corner. */
    const mount = (from: number, times: number) =>
      tab.evaluate(
        async ([from, times]) => {
          const main = document.querySelector('main') as HTMLElement
          const turn = () => new Promise(resolve => setTimeout(resolve))
          const until = async <T>(look: () => T | null | undefined): Promise<T> => {
            for (;;) {
              const found = look()
              if (found) return found
              await turn()
            }
          }
          for (let order = from; order < from + times; order++) {
            const metadata = { orderId: `${order}` }
            if (order % 10 === 0) {
              const outcome = window.tyck.show('mounts.corner', { metadata })
              await until(() => document.querySelector('[data-corner]'))
              await window.tyck.dismiss()
              await outcome
            } else {
              const slot = document.createElement('tyck-survey')
              slot.setAttribute('touchpoint', 'mounts.slot')
              slot.setAttribute('metadata', JSON.stringify(metadata))
              main.append(slot)
              const root = await until(() => slot.shadowRoot)
              await until(() => root.querySelector('[role=status]'))
              const answer = root.querySelectorAll('input')[order % 11]
              if (order % 2) answer?.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }))
              await turn()
              slot.remove()
            }
          }
          await turn()
        },
        [from, times] as const,
      )

    const count = async () => {
      // Some of what is freed frees more.
      for (let round = 0; round < 3; round++) await devtools.send('HeapProfiler.collectGarbage')
      const { usedSize } = await devtools.send('Runtime.getHeapUsage')
      const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters')
      return { usedSize, nodes, jsEventListeners }
    }

    // What is made once is there afterwards, and the first responses have been acknowledged.
    await mount(0, 40)
    await tab.waitForFunction(() => !Object.keys(localStorage).some(name => name.startsWith('tyck:out:')))
    const before = await count()
    await mount(40, 200)
    await tab.waitForFunction(() => !Object.keys(localStorage).some(name => name.startsWith('tyck:out:')))
    const after = await count()
    expect(after.nodes).toBeLessThanOrEqual(before.nodes + 20)
    expect(after.jsEventListeners).toBeLessThanOrEqual(before.jsEventListeners + 5)
    expect(after.usedSize).toBeLessThan(before.usedSize + 200_000)
  })
})
