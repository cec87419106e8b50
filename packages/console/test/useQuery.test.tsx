import { render } from 'preact'
import { act } from 'preact/test-utils'
import { beforeEach, expect, test } from 'vitest'
import { flag, list, oneOf, text, useQuery } from '../src/app/useQuery.ts'

const params = { range: oneOf(['28d', '90d'], '28d'), words: text, unread: flag, tags: list }
let current: ReturnType<
  typeof useQuery<{ range: '28d' | '90d'; words: string; unread: boolean; tags: string[] }>
>

function Page() {
  current = useQuery(params)
  return null
}

beforeEach(async () => {
  history.replaceState(null, '', '/p/a1/answers')
  document.body.textContent = ''
  await act(() => render(<Page />, document.body))
})

test('what is not in the address has its default, and what makes no sense too', async () => {
  expect(current[0]).toEqual({ range: '28d', words: '', unread: false, tags: [] })
  history.replaceState(null, '', '/p/a1/answers?range=1y&unread=1')
  await act(() => void dispatchEvent(new PopStateEvent('popstate')))
  await act(() => render(<Page />, document.body))
  expect(current[0]).toEqual({ range: '28d', words: '', unread: false, tags: [] })
})

test('a change goes into the address and back into the page; what was not named stays', async () => {
  await act(() => current[1]({ range: '90d', words: 'slow & late', unread: true, tags: ['a', 'b'] }))
  expect(location.search).toBe('?range=90d&words=slow+%26+late&unread=yes&tags=a%2Cb')
  expect(current[0]).toEqual({ range: '90d', words: 'slow & late', unread: true, tags: ['a', 'b'] })
  await act(() => current[1]({ range: '28d', words: '' }))
  expect(location.search).toBe('?unread=yes&tags=a%2Cb')
})

test('a change replaces the address, unless it is a step of its own', async () => {
  const before = history.length
  await act(() => current[1]({ range: '90d' }))
  expect(history.length).toBe(before)
  await act(() => current[1]({ range: '28d' }, { push: true }))
  expect(history.length).toBe(before + 1)
})
