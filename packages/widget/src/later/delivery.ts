import type { ResponsesReply } from '@tyck/shared/contract/responses'
import { ageMs } from '@tyck/shared/limits'
import { outboxOf, pauseOf, unsentOf } from '../loader/keys.ts'
import type { Asked, Kit } from '../widget/asked.ts'
import { type Entry, toState } from './response.ts'

const most = 10
/** Together they have to fit into one post of 16 KiB, envelope included. */
const mostBytes = 15_000
const hourMs = 3_600_000

/**
 * Sends states, and sees each to its end. What is not acknowledged waits in storage, the latest state of each
 * response under a key of its own, so that tabs never overwrite each other; sent twice, the service sees that it is
 * the same.
 */
export function deliveryWith({ page, store, asked }: Kit) {
  const { key, endpoint } = page.settings
  const prefix = `${outboxOf}${key}:`
  const pause = pauseOf + key
  /** The latest state of each response that is not acknowledged. */
  const unsent = new Map<string, Entry>()
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const drop = ({ id, seq }: Entry) => {
    // A newer state may have come while this one was under way, here or in another tab.
    if ((unsent.get(id) as Entry)?.seq <= seq) unsent.delete(id)
    if ((store.read(prefix + id) as Entry)?.seq <= seq) store.write(prefix + id, undefined)
  }

  /** Takes down the note for the loader, unless another tab has left something. */
  const settleUp = () => {
    if (!store.all().some(name => name.startsWith(prefix))) store.write(unsentOf + key, undefined)
  }

  const tell = (entries: Entry[], word: Asked['status'] & string) => {
    for (const one of asked.values()) {
      if (one.entry?.score === undefined || !entries.includes(one.entry)) continue
      one.status = word
      one.draw({})
    }
  }

  /** How long to wait before `entries` go out again; undefined where they have come to their end. */
  const outcome = async (entries: Entry[], reply: Response | undefined): Promise<number | undefined> => {
    if (reply?.ok) {
      // Only our own JSON with the ids is an acknowledgement: a captive portal says 200 to everything.
      const { results }: Partial<ResponsesReply> = Object(await reply.json().catch(() => undefined))
      if (entries.every(({ id }, index) => results?.[index]?.id === id)) {
        entries.forEach((entry, index) => {
          tell([entry], results?.[index]?.status === 'rejected' ? 'notSaved' : 'saved')
        })
        return undefined
      }
    }
    const status = reply?.status as number
    if ([400, 413, 415].includes(status)) {
      // Sent again it would be refused again.
      tell(entries, 'notSaved')
      return undefined
    }
    tell(entries, 'willSend')
    // Doubling from a second to five minutes, spread so that pages do not come back together.
    const spread = Math.min(300_000, 1000 * 2 ** failures++) * (0.5 + Math.random())
    const after = Number(reply?.headers.get('retry-after')) * 1000
    // 401, 403, 404: somebody has to mend the set-up, which takes longer than an overload.
    const pauseMs = Math.min(after || ([401, 403, 404].includes(status) ? hourMs : 0), hourMs)
    if (pauseMs) store.write(pause, Date.now() + pauseMs)
    return pauseMs + spread
  }

  const waitingMs = () => {
    const early = (store.read(pause) as number) - Date.now()
    // A clock set back must not silence it for longer than it ever waits.
    return early > 0 && early <= hourMs ? early : 0
  }

  const post = async (entries: Entry[]): Promise<Response | undefined> =>
    waitingMs()
      ? undefined
      : // A string goes out as text/plain, which needs no preflight; keepalive lets it outlive the page.
        fetch(`${endpoint}/v1/responses`, {
          method: 'POST',
          body: JSON.stringify({ key, responses: entries.map(toState) }),
          keepalive: true,
          credentials: 'omit',
        })

  const send = async (entries: Entry[]) => {
    for (const entry of entries) unsent.set(entry.id, entry)
    const posted = post(entries)
    tell(entries, 'saving')
    const ms = await outcome(entries, await posted.catch(() => undefined))
    if (ms) {
      clearTimeout(timer)
      timer = setTimeout(flush, waitingMs() || ms)
    } else {
      failures = 0
      entries.forEach(drop)
      settleUp()
    }
  }

  /** Sends what waits here and in storage, the newest of it within bounds. */
  const flush = () => {
    for (const name of store.all()) {
      if (!name.startsWith(prefix)) continue
      const entry = Object(store.read(name)) as Entry
      // One without a UUID would never be acknowledged, nor what is sent along with it.
      const isOurs = prefix + entry.id === name && /^[\da-f-]{36}$/.test(entry.id)
      if (!isOurs || !(entry.changedAt * entry.seq > 0)) store.write(name, undefined)
      else if (!unsent.has(entry.id)) unsent.set(entry.id, entry)
    }
    let bytes = 0
    // Answers before showings, the newest first.
    const rank = ({ score, changedAt }: Entry) => changedAt + (score === undefined ? 0 : ageMs)
    const waiting = [...unsent.values()].sort((a, b) => rank(b) - rank(a))
    waiting.forEach((entry, index) => {
      bytes += new TextEncoder().encode(JSON.stringify(entry)).length
      if (index >= most || bytes > mostBytes || entry.changedAt < Date.now() - ageMs) drop(entry)
    })
    if (unsent.size) send([...unsent.values()])
    else settleUp()
  }
  addEventListener('online', flush)

  return { send, flush }
}
