import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { keepWidget } from '../src/keepWidget.ts'
import { startService } from './service.ts'

const folders = mkdtempSync(join(tmpdir(), 'tyck-kept-'))
let widgetDir: string
let keptDir: string
let now = Date.UTC(2026, 4, 17)

beforeEach(() => {
  widgetDir = mkdtempSync(join(folders, 'widget-'))
  keptDir = join(mkdtempSync(join(folders, 'data-')), 'widgets')
})
afterAll(() => rmSync(folders, { recursive: true }))

/** Builds the widget as an upgrade does: what was there before is gone. */
function build(version: string, hash: string) {
  rmSync(widgetDir, { recursive: true })
  mkdirSync(widgetDir)
  writeFileSync(join(widgetDir, 'manifest.json'), JSON.stringify({ version, files: { widget: hash } }))
  for (const name of ['tyck.js', 'tyck.full.js', `widget-${hash}.js`, `later-${hash}.js`, 'index.js']) {
    writeFileSync(join(widgetDir, name), `/* ${name} ${hash} */`)
    writeFileSync(join(widgetDir, `${name}.br`), '')
  }
}

/** Starts with the widget as it is built, and asks as pages would. */
async function statusesOf(...urls: string[]) {
  now += 60_000
  const keptWidgets = keepWidget(widgetDir, keptDir, now)
  const service = await startService({ widgetDir, keptWidgets })
  const replies = await Promise.all(urls.map(url => service.app.inject(url)))
  await service.close()
  return replies.map(({ statusCode, body }) => (statusCode === 200 ? body : statusCode))
}

test('a page that holds an old loader finds its files after an upgrade', async () => {
  build('1.0.0', 'aa')
  expect(await statusesOf('/widget-aa.js')).toEqual(['/* widget-aa.js aa */'])
  build('1.1.0', 'bb')
  expect(
    await statusesOf('/tyck.js', '/widget-bb.js', '/widget-aa.js', '/later-aa.js', '/v/1.0.0/tyck.full.js'),
  ).toEqual([
    '/* tyck.js bb */',
    '/* widget-bb.js bb */',
    '/* widget-aa.js aa */',
    '/* later-aa.js aa */',
    '/* tyck.full.js aa */',
  ])
})

test('the last five are kept, and one that was gone back to is the latest again', async () => {
  const hashes = ['a1', 'a2', 'a3', 'a4', 'a5', 'a1', 'a6']
  for (const [at, hash] of hashes.entries()) {
    build(`1.${at}.0`.replace('1.5.0', '1.0.0'), hash)
    now += 60_000
    keepWidget(widgetDir, keptDir, now)
  }
  const urls = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'].map(hash => `/widget-${hash}.js`)
  const found = (await statusesOf(...urls)).map(reply => reply !== 404)
  expect(found).toEqual([true, false, true, true, true, true])
  expect(readdirSync(keptDir)).toHaveLength(5)
})

test('of several builds of one version the one in use is served under it', async () => {
  build('1.0.0', 'aa')
  await statusesOf()
  build('1.0.0', 'bb')
  expect(await statusesOf('/v/1.0.0/tyck.full.js', '/widget-aa.js')).toEqual([
    '/* tyck.full.js bb */',
    '/* widget-aa.js aa */',
  ])
})

test('nothing is kept that is not served, and no half copy stays', () => {
  build('1.0.0', 'aa')
  const half = join(keptDir, '0.9.0-0000000000.1.part')
  mkdirSync(half, { recursive: true })
  utimesSync(half, 0, 0)
  keepWidget(widgetDir, keptDir, now)
  expect(existsSync(half)).toBe(false)
  const [kept = ''] = readdirSync(keptDir)
  expect(readdirSync(join(keptDir, kept)).sort()).toEqual(
    [
      'manifest.json',
      'tyck.full.js',
      'tyck.full.js.br',
      'widget-aa.js',
      'widget-aa.js.br',
      'later-aa.js',
      'later-aa.js.br',
    ].sort(),
  )
})

test('a service without a widget keeps what others were started with', () => {
  build('1.0.0', 'aa')
  keepWidget(widgetDir, keptDir, now)
  expect(keepWidget(join(widgetDir, 'nowhere'), keptDir, now + 1)).toHaveLength(1)
})
