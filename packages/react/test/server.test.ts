// @vitest-environment node
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Survey, TyckProvider, useTyck } from '../src/index.ts'

const settings = { key: 'pk_test', endpoint: 'https://feedback.example' }

function Page() {
  useTyck().identify('customer-17')
  return createElement(
    Survey,
    {
      touchpoint: 'checkout.payment',
      metadata: { orderValue: 420, note: '"><script>' },
      locale: 'sv',
      className: 'question',
      onAnswered: () => {},
    },
    createElement('p', null, 'Thank you'),
  )
}

test('on a server it renders the slot, with what shows where nothing is asked, and touches nothing else', () => {
  expect(typeof window).toBe('undefined')
  expect(renderToString(createElement(TyckProvider, { settings }, createElement(Page)))).toBe(
    '<tyck-survey touchpoint="checkout.payment" locale="sv" class="question" ' +
      'metadata="{&quot;orderValue&quot;:420,&quot;note&quot;:&quot;\\&quot;&gt;&lt;script&gt;&quot;}">' +
      '<p>Thank you</p></tyck-survey>',
  )
  expect(Object.keys(globalThis)).not.toContain('tyck')
})
