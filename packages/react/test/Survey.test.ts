import * as widget from '@tyck/widget'
import { act, createElement, StrictMode } from 'react'
import { createRoot, hydrateRoot, type Root } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Survey, type SurveyProps, TyckProvider, useTyck } from '../src/index.ts'

vi.mock('@tyck/widget', async original => ({ ...(await original<typeof widget>()), init: vi.fn() }))

const settings = { key: 'pk_test', endpoint: 'https://feedback.example' }
let root: Root
let complaints: unknown[][]

const pageOf = (props: Partial<SurveyProps> = {}) =>
  createElement(
    StrictMode,
    null,
    createElement(
      TyckProvider,
      { settings },
      createElement(Survey, { touchpoint: 'checkout.payment', ...props }, createElement('p', null, 'Thanks')),
    ),
  )

const slot = () => document.querySelector('tyck-survey') as HTMLElement

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  document.body.innerHTML = '<div id="root"></div>'
  complaints = []
  for (const level of ['error', 'warn'] as const) {
    vi.spyOn(console, level).mockImplementation((...said) => complaints.push(said))
  }
})

afterEach(async () => {
  await act(() => root.unmount())
  expect(complaints).toEqual([])
  vi.restoreAllMocks()
  vi.mocked(widget.init).mockClear()
})

const container = () => document.querySelector('#root') as HTMLElement

async function render(props?: Partial<SurveyProps>) {
  root = createRoot(container())
  await act(() => root.render(pageOf(props)))
}

test('renders the slot and starts the widget with the settings', async () => {
  await render({ metadata: { orderValue: 420 }, locale: 'sv', className: 'wide', style: { minHeight: 180 } })
  expect(slot().outerHTML).toBe(
    '<tyck-survey touchpoint="checkout.payment" locale="sv" class="wide" style="min-height: 180px;" ' +
      'metadata="{&quot;orderValue&quot;:420}"><p>Thanks</p></tyck-survey>',
  )
  expect(widget.init).toHaveBeenCalledWith(settings)
})

test('rendered again with equal values, it changes nothing in the page', async () => {
  await render({ metadata: { orderValue: 420 } })
  const before = slot()
  const changes: (string | null)[] = []
  const observer = new MutationObserver(all => changes.push(...all.map(one => one.attributeName)))
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
  await act(() => root.render(pageOf({ metadata: { orderValue: 420 } })))
  await act(() => root.render(pageOf({ metadata: { orderValue: 500 } })))
  await vi.waitFor(() => expect(changes.length).toBeGreaterThan(0))
  expect(changes).toEqual(['metadata'])
  expect(slot()).toBe(before)
  expect(slot().getAttribute('metadata')).toBe('{"orderValue":500}')
  observer.disconnect()
})

test('tells each event once, to the listener of the latest render', async () => {
  const heard: unknown[] = []
  const listeners = (name: string) => ({
    onShown: (detail: widget.Detail) => heard.push([name, 'shown', detail.id]),
    onAnswered: (detail: widget.Detail) => heard.push([name, 'answered', detail.score]),
    onDismissed: (detail: widget.Detail) => heard.push([name, 'dismissed', detail.id]),
    onSkipped: (detail: widget.Detail) => heard.push([name, 'skipped', detail.reason]),
  })
  const emit = (name: string, detail: Partial<widget.Detail>) =>
    slot().dispatchEvent(new CustomEvent(`tyck:${name}`, { bubbles: true, composed: true, detail }))
  await render(listeners('first'))
  emit('shown', { id: 'a' })
  await act(() => root.render(pageOf(listeners('second'))))
  emit('answered', { id: 'a', score: 9 })
  emit('dismissed', { id: 'b' })
  emit('skipped', { reason: 'not-sampled' })
  await act(() => root.render(pageOf()))
  emit('answered', { id: 'a', score: 10 })
  expect(heard).toEqual([
    ['first', 'shown', 'a'],
    ['second', 'answered', 9],
    ['second', 'dismissed', 'b'],
    ['second', 'skipped', 'not-sampled'],
  ])
})

test('takes over what the server sent, also where the widget came first', async () => {
  container().innerHTML = renderToString(pageOf({ metadata: { orderValue: 420 } }))
  const sent = slot()
  // As the widget does where it gives the space of a slot back.
  sent.style.minBlockSize = '0'
  sent.attachShadow({ mode: 'open' }).innerHTML = '<section></section>'
  const heard: unknown[] = []
  await act(() => {
    root = hydrateRoot(
      container(),
      pageOf({ metadata: { orderValue: 420 }, onAnswered: detail => heard.push(detail.score) }),
      { onRecoverableError: error => complaints.push([error]) },
    )
  })
  expect(slot()).toBe(sent)
  expect(sent.shadowRoot?.innerHTML).toBe('<section></section>')
  sent.dispatchEvent(new CustomEvent('tyck:answered', { detail: { score: 9 } }))
  expect(heard).toEqual([9])
})

function Calling({ seen }: { seen: Set<unknown> }) {
  seen.add(useTyck())
  return null
}

test('useTyck gives the same object at every render', async () => {
  const seen = new Set<unknown>()
  root = createRoot(container())
  await act(() => root.render(createElement(Calling, { seen })))
  await act(() => root.render(createElement(Calling, { seen })))
  expect([...seen]).toEqual([widget.tyck])
})
