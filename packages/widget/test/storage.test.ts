import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openStorage } from '../src/loader/storage.ts'
import type { Settings } from '../src/types.ts'
import { storeIn } from '../src/widget/store.ts'

const openStore = (kind: Settings['storage']) => storeIn(openStorage(kind), () => true)

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
})
afterEach(() => {
  vi.unstubAllGlobals()
})

test.each([
  [undefined, () => localStorage],
  ['local', () => localStorage],
  ['session', () => sessionStorage],
] as const)('%s keeps what is written as JSON', (kind, storage) => {
  const store = openStore(kind)
  store.write('tyck:a', { b: [1, 'två'] })
  expect(storage().getItem('tyck:a')).toBe('{"b":[1,"två"]}')
  expect(storage()).toHaveLength(1)
  expect(store.read('tyck:a')).toEqual({ b: [1, 'två'] })
})

test('removes what is written as undefined', () => {
  const store = openStore('local')
  store.write('tyck:a', 1)
  store.write('tyck:a', undefined)
  expect(localStorage).toHaveLength(0)
  expect(store.read('tyck:a')).toBeNull()
})

test('names every key, also those of others', () => {
  localStorage.setItem('theirs', 'not JSON')
  const store = openStore('local')
  store.write('tyck:a', 1)
  expect(store.all().sort()).toEqual(['theirs', 'tyck:a'])
})

test('reads nothing out of what is not JSON', () => {
  localStorage.setItem('tyck:a', '{"b":')
  expect(openStore('local').read('tyck:a')).toBeUndefined()
})

test('with none, forgets with the page', () => {
  const store = openStore('none')
  store.write('tyck:a', 1)
  expect(store.read('tyck:a')).toBe(1)
  expect(store.all()).toEqual(['tyck:a'])
  store.write('tyck:a', undefined)
  expect(store.all()).toEqual([])
  expect(openStore('none').read('tyck:a')).toBeUndefined()
  expect(localStorage).toHaveLength(0)
  expect(sessionStorage).toHaveLength(0)
})

describe('where the browser refuses', () => {
  const refuse = () => {
    throw new DOMException('no', 'SecurityError')
  }

  test.each([
    ['access to storage', { get: refuse }],
    ['every call', { value: { getItem: refuse, setItem: refuse, removeItem: refuse } }],
    ['to have any', { value: null }],
  ])('%s, it does not throw, and remembers as long as the page lives', (_, descriptor) => {
    vi.stubGlobal('localStorage', undefined)
    Object.defineProperty(window, 'localStorage', { configurable: true, ...descriptor })
    const store = openStore('local')
    store.write('tyck:a', 1)
    expect(store.read('tyck:a')).toBe(1)
    expect(openStore('local').read('tyck:a')).toBeUndefined()
    store.write('tyck:a', undefined)
    expect(store.read('tyck:a')).toBeUndefined()
    expect(store.all()).not.toContain('tyck:a')
  })

  test('more because storage is full, the page goes by the newer value', () => {
    localStorage.setItem('tyck:a', '1')
    const full = {
      getItem: (name: string) => localStorage.getItem(name),
      setItem() {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    vi.stubGlobal('sessionStorage', full)
    const store = openStore('session')
    expect(store.read('tyck:a')).toBe(1)
    store.write('tyck:a', 2)
    expect(store.read('tyck:a')).toBe(2)
  })
})
