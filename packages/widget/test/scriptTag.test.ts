import { afterEach, describe, expect, test, vi } from 'vitest'
import { scriptTag, settingsOf } from '../src/loader/scriptTag.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** What a tag says on a page of `hostname`. */
function settingsFrom(attributes: Record<string, string>, hostname = 'shop.example') {
  vi.stubGlobal('location', { hostname, href: `https://${hostname}/` })
  const tag = document.createElement('script')
  for (const name in attributes) tag.setAttribute(name, attributes[name] as string)
  return settingsOf(tag)
}
const src = 'https://feedback.example/tyck.js'

test('the key stands on the tag, and the service answers where the script comes from', () => {
  expect(settingsFrom({ src, 'data-key': 'pk_a' })).toMatchObject({
    key: 'pk_a',
    endpoint: 'https://feedback.example',
    test: false,
  })
})

test('the key may stand in the address, for tag managers that strip attributes', () => {
  expect(settingsFrom({ src: `${src}?key=pk_b` })?.key).toBe('pk_b')
  expect(settingsFrom({ src: `${src}?key=pk_b`, 'data-key': 'pk_a' })?.key).toBe('pk_a')
})

test('without a key there is nothing to ask, and the console says why', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  expect(settingsFrom({ src })).toBeUndefined()
  expect(warn).toHaveBeenCalledOnce()
})

describe('a module, which is not told its tag', () => {
  afterEach(() => document.head.replaceChildren())

  test('finds it by its key', () => {
    const other = document.createElement('script')
    const tag = document.createElement('script')
    tag.dataset.key = 'pk_a'
    document.head.append(other, tag)
    expect(scriptTag()).toBe(tag)
  })

  test('warns once where no tag has a key, and asks nothing', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    document.head.append(document.createElement('script'))
    expect(settingsOf(scriptTag())).toBeUndefined()
    expect(warn).toHaveBeenCalledOnce()
  })
})

test('takes the other settings from the tag', () => {
  expect(
    settingsFrom({
      src,
      'data-key': 'pk_a',
      'data-storage': 'none',
      'data-locale': 'sv',
      'data-endpoint': 'https://a.example',
    }),
  ).toMatchObject({ storage: 'none', locale: 'sv', endpoint: 'https://a.example' })
})

test.each(['localhost', '127.0.0.1', '[::1]'])(
  'what is answered on %s is a test, unless the tag says not',
  hostname => {
    const tag = { src, 'data-key': 'pk_a' }
    expect(settingsFrom(tag, hostname)?.test).toBe(true)
    expect(settingsFrom({ ...tag, 'data-test': 'false' }, hostname)?.test).toBe(false)
  },
)

test.each(['', 'true'])('data-test="%s" makes tests of answers anywhere', value => {
  expect(settingsFrom({ src, 'data-key': 'pk_a', 'data-test': value })?.test).toBe(true)
})

test.each(['localhost.evil.example', 'mylocalhost', 'shop.example'])(
  "%s is nobody's own machine",
  hostname => {
    expect(settingsFrom({ src, 'data-key': 'pk_a' }, hostname)?.test).toBe(false)
  },
)
