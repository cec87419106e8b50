import { vi } from 'vitest'
import { advanceWith } from '../src/later/advance.ts'
import { deliveryWith } from '../src/later/delivery.ts'
import { openStorage } from '../src/loader/storage.ts'
import type { Settings } from '../src/types.ts'
import type { Asked, Kit } from '../src/widget/asked.ts'
import { recall } from '../src/widget/memory.ts'
import { storeIn } from '../src/widget/store.ts'

/**
 * What a page has of the widget, but for the drawing: its responses advance and are delivered. Two of them share the
 * browser's storage, as two tabs do.
 */
export function openTab(settings: Partial<Settings> = {}) {
  const all: Settings = { key: 'pk_test', endpoint: 'https://feedback.example', ...settings }
  const page: Kit['page'] = {
    settings: all,
    local: openStorage(all.storage),
    openStorage,
    fetchSurveys: async () => undefined,
    first: Promise.resolve(undefined),
    collapse: () => {},
    isAllowed: () => true,
  }
  const asked: Kit['asked'] = new Map()
  const emit = vi.fn<Kit['emit']>()
  const store = storeIn(page.local, () => true)
  const session = storeIn(openStorage(all.storage === 'none' ? 'none' : 'session'), () => true)
  const kit = { page, store, session, asked, open: new Map(), emit, recall } as Partial<Kit> as Kit
  const listening = vi.spyOn(globalThis, 'addEventListener')
  const { send, flush } = deliveryWith(kit)
  listening.mockRestore()
  const advance = advanceWith(kit, send)
  return {
    kit,
    emit,
    send,
    flush,
    /** Puts a touchpoint on the screen. */
    ask(one: Asked): Asked {
      asked.set(one.touchpoint, one)
      return one
    },
    advance,
    close: () => removeEventListener('online', flush),
  }
}
