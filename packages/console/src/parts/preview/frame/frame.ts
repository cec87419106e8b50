/**
 * What runs inside the preview: it stands between the real widget and the network, tells the widget the surveys that
 * the console hands over, and takes its posts without sending them anywhere. The frame's policy lets nothing out.
 */
import type { FromFrame, ToFrame } from '../messages.ts'
import { measure } from './measure.ts'
import { roomOf } from './roomOf.ts'
import { slotOf } from './slotOf.ts'

const tell = (message: FromFrame) => parent.postMessage(message, location.origin)

/** What was handed over last. */
let latest: ToFrame | undefined
let slot: HTMLElement | undefined
let updates = 0
const given = new Promise<ToFrame>(resolve => {
  addEventListener('message', ({ data, origin, source }: MessageEvent<ToFrame>) => {
    if (origin !== location.origin || source !== parent) return
    latest = data
    resolve(data)
    if (!slot) return
    document.documentElement.dataset.scheme = data.scheme
    slot.setAttribute('scheme', data.scheme)
    // In another language the widget asks for its texts anew; which language they are in is ours to say.
    updates += 1
    slot.setAttribute('locale', `${data.locale}-x-${updates}`)
  })
})

window.fetch = async (input, init) => {
  const { pathname } = new URL(`${input}`, location.href)
  if (pathname.endsWith('/surveys')) return Response.json((latest ?? (await given)).surveys)
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
  if (wanted.only) {
    const room = await roomOf(wanted)
    if (room) tell({ tyck: 'room', ...room })
    return
  }
  // A corner needs no room of the page's.
  const isCorner = wanted.surveys.surveys[0]?.placement === 'corner'
  const narrow = isCorner ? 0 : await measure(wanted, '288px')
  const here = isCorner ? 0 : await measure(wanted, '100%')
  if (narrow !== undefined && here !== undefined) tell({ tyck: 'measured', here, narrow })
  for (const event of ['shown', 'answered', 'dismissed'] as const) {
    document.addEventListener(`tyck:${event}`, () => tell({ tyck: event }))
  }
  document.addEventListener('tyck:skipped', ({ detail }: CustomEventInit) =>
    tell({ tyck: 'skipped', reason: detail.reason }),
  )
  slot = slotOf(wanted)
  slot.style.minBlockSize = `${isCorner ? 0 : Math.max(wanted.slotPx, here ?? 0)}px`
  document.body.append(slot)
}

addEventListener('DOMContentLoaded', () => {
  tell({ tyck: 'ready' })
  void given.then(show)
})
