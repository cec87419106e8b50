// @vitest-environment node
import { expect, test } from 'vitest'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { Survey, TyckPlugin, useTyck } from '../src/index.ts'

const settings = { key: 'pk_test', endpoint: 'https://feedback.example' }

test('on a server it renders the slot, with what shows where nothing is asked, and touches nothing else', async () => {
  expect(typeof window).toBe('undefined')
  const page = createSSRApp({
    setup() {
      useTyck().identify('customer-17')
      return () =>
        h(
          Survey,
          {
            touchpoint: 'checkout.payment',
            metadata: { orderValue: 420, note: '"><script>' },
            locale: 'sv',
            class: 'question',
            onAnswered: () => {},
          },
          () => h('p', 'Thank you'),
        )
    },
  })
  expect(await renderToString(page.use(TyckPlugin, settings))).toBe(
    '<tyck-survey touchpoint="checkout.payment" ' +
      'metadata="{&quot;orderValue&quot;:420,&quot;note&quot;:&quot;\\&quot;&gt;&lt;script&gt;&quot;}" ' +
      'locale="sv" class="question"><p>Thank you</p></tyck-survey>',
  )
  expect(Object.keys(globalThis)).not.toContain('tyck')
})
