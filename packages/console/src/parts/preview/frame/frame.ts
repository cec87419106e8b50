/**
 * What runs inside the preview: it stands between the real widget and the network, tells the widget the surveys that
 * the console hands over, and takes its posts without sending them anywhere. The frame's policy lets nothing out.
 */
import type { FromFrame, ToFrame } from '../messages.ts'

const tell = (message: FromFrame) => parent.postMessage(message, location.origin)

const given = new Promise<ToFrame>(resolve => {
  addEventListener('message', ({ data, origin, source }) => {
    if (origin === location.origin && source === parent) resolve(data)
  })
})

window.fetch = async (input, init) => {
  const { pathname } = new URL(`${input}`, location.href)
  if (pathname.endsWith('/surveys')) return Response.json((await given).surveys)
  if (!pathname.endsWith('/responses')) return new Response(null, { status: 404 })
  const { responses } = JSON.parse(`${init?.body}`) as { responses: { id: string; score?: number }[] }
  const results = responses.map(({ id }) => ({ id, status: 'stored' }))
  return Response.json({ results })
}

void given.then(({ touchpoint, metadata, locale, direction, scheme, background }) => {
  const { documentElement: root, body } = document
  root.lang = locale
  root.dir = direction
  root.style.colorScheme = scheme
  root.dataset.scheme = scheme
  if (background) root.style.background = background
  const slot = document.createElement('tyck-survey')
  slot.setAttribute('touchpoint', touchpoint)
  slot.setAttribute('locale', locale)
  slot.setAttribute('scheme', scheme)
  if (metadata) slot.setAttribute('metadata', JSON.stringify(metadata))
  body.append(slot)
  for (const event of ['shown', 'answered', 'dismissed'] as const) {
    document.addEventListener(`tyck:${event}`, () => tell({ tyck: event }))
  }
  document.addEventListener('tyck:skipped', ({ detail }: CustomEventInit) =>
    tell({ tyck: 'skipped', reason: detail.reason }),
  )
  const measure = () => tell({ tyck: 'height', px: Math.ceil(slot.getBoundingClientRect().height) })
  new ResizeObserver(measure).observe(slot)
})

addEventListener('DOMContentLoaded', () => tell({ tyck: 'ready' }))
