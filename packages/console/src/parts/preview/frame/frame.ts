/**
 * What runs inside the preview: it stands between the real widget and the network, tells the widget the surveys that
 * the console hands over, and takes its posts without sending them anywhere. The frame's policy lets nothing out.
 */
import type { FromFrame, ToFrame } from '../messages.ts'
import { measure } from './measure.ts'
import { slotOf } from './slotOf.ts'

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
  const { responses } = JSON.parse(`${init?.body}`) as { responses: { id: string }[] }
  return Response.json({ results: responses.map(({ id }) => ({ id, status: 'stored' })) })
}

async function show(wanted: ToFrame) {
  const { documentElement: root } = document
  root.lang = wanted.locale
  root.dir = wanted.direction
  root.dataset.scheme = wanted.scheme
  if (wanted.background) root.style.background = wanted.background
  const narrow = await measure(wanted, '288px')
  const here = await measure(wanted, '100%')
  if (narrow !== undefined && here !== undefined) tell({ tyck: 'measured', here, narrow })
  for (const event of ['shown', 'answered', 'dismissed'] as const) {
    document.addEventListener(`tyck:${event}`, () => tell({ tyck: event }))
  }
  document.addEventListener('tyck:skipped', ({ detail }: CustomEventInit) =>
    tell({ tyck: 'skipped', reason: detail.reason }),
  )
  const slot = slotOf(wanted)
  slot.style.minBlockSize = `${Math.max(wanted.slotPx, here ?? 0)}px`
  document.body.append(slot)
}

addEventListener('DOMContentLoaded', () => {
  tell({ tyck: 'ready' })
  void given.then(show)
})
