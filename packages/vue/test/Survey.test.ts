import * as widget from '@tyck/widget'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type App, createApp, createSSRApp, h, nextTick, shallowReactive } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { Survey, type SurveyProps, TyckPlugin, useTyck } from '../src/index.ts'

vi.mock('@tyck/widget', async original => ({ ...(await original<typeof widget>()), init: vi.fn() }))

const settings = { key: 'pk_test', endpoint: 'https://feedback.example' }
let app: App
let complaints: unknown[][]

type Props = Partial<SurveyProps> & Record<string, unknown>

const pageOf = (props: Props) => ({
  setup: () => () => h(Survey, { touchpoint: 'checkout.payment', ...props }, () => h('p', 'Thanks')),
})

const slot = () => document.querySelector('tyck-survey') as HTMLElement

beforeEach(() => {
  document.body.innerHTML = '<div id="root"></div>'
  complaints = []
  for (const level of ['error', 'warn'] as const) {
    vi.spyOn(console, level).mockImplementation((...said) => complaints.push(said))
  }
})

afterEach(() => {
  app.unmount()
  expect(complaints).toEqual([])
  vi.restoreAllMocks()
  vi.mocked(widget.init).mockClear()
})

function mount(props: Props = {}) {
  app = createApp(pageOf(props)).use(TyckPlugin, settings)
  app.mount('#root')
}

test('renders the slot and starts the widget with the settings', () => {
  mount({ metadata: { orderValue: 420 }, locale: 'sv', class: 'wide', style: { minHeight: '180px' } })
  expect(slot().outerHTML).toBe(
    '<tyck-survey touchpoint="checkout.payment" metadata="{&quot;orderValue&quot;:420}" locale="sv" ' +
      'class="wide" style="min-height: 180px;"><p>Thanks</p></tyck-survey>',
  )
  expect(widget.init).toHaveBeenCalledExactlyOnceWith(settings)
})

test('rendered again with equal values, it changes nothing in the page', async () => {
  const props = shallowReactive<Props>({ metadata: { orderValue: 420 } })
  mount(props)
  const before = slot()
  const changes: (string | null)[] = []
  const observer = new MutationObserver(all => changes.push(...all.map(one => one.attributeName)))
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
  props.metadata = { orderValue: 420 }
  await nextTick()
  props.metadata = { orderValue: 500 }
  await nextTick()
  await vi.waitFor(() => expect(changes.length).toBeGreaterThan(0))
  expect(changes).toEqual(['metadata'])
  expect(slot()).toBe(before)
  expect(slot().getAttribute('metadata')).toBe('{"orderValue":500}')
  observer.disconnect()
})

test('tells each event once', () => {
  const heard: unknown[] = []
  mount({
    onShown: (detail: widget.Detail) => heard.push(['shown', detail.id]),
    onAnswered: (detail: widget.Detail) => heard.push(['answered', detail.score]),
    onDismissed: (detail: widget.Detail) => heard.push(['dismissed', detail.id]),
    onSkipped: (detail: widget.Detail) => heard.push(['skipped', detail.reason]),
  })
  const emit = (name: string, detail: Partial<widget.Detail>) =>
    slot().dispatchEvent(new CustomEvent(`tyck:${name}`, { bubbles: true, composed: true, detail }))
  emit('shown', { id: 'a' })
  emit('answered', { id: 'a', score: 9 })
  emit('dismissed', { id: 'b' })
  emit('skipped', { reason: 'not-sampled' })
  expect(heard).toEqual([
    ['shown', 'a'],
    ['answered', 9],
    ['dismissed', 'b'],
    ['skipped', 'not-sampled'],
  ])
})

test('takes over what the server sent, also where the widget came first', async () => {
  const heard: unknown[] = []
  const props = {
    metadata: { orderValue: 420 },
    onAnswered: (detail: widget.Detail) => heard.push(detail.score),
  }
  const root = document.querySelector('#root') as HTMLElement
  root.innerHTML = await renderToString(createSSRApp(pageOf(props)))
  const sent = slot()
  // As the widget does where it gives the space of a slot back.
  sent.style.minBlockSize = '0'
  sent.attachShadow({ mode: 'open' }).innerHTML = '<section></section>'
  app = createSSRApp(pageOf(props)).use(TyckPlugin, settings)
  app.mount(root)
  expect(slot()).toBe(sent)
  expect(sent.shadowRoot?.innerHTML).toBe('<section></section>')
  sent.dispatchEvent(new CustomEvent('tyck:answered', { detail: { score: 9 } }))
  expect(heard).toEqual([9])
})

test('useTyck gives the calls of the widget', () => {
  mount()
  expect(useTyck()).toBe(widget.tyck)
})
