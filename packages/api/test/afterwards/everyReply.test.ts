import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, inject, test } from 'vitest'
import { type Document, documentOf } from '../../src/http/openApi.ts'
import { startService } from '../service.ts'

/** What the document tells of and no test can be sent, each with the reason. */
const unseen: Record<string, string> = {}

/** `PUT /v1/keys 201` for what is done, and `PUT /v1/keys 409 last-key` for what is refused. */
function repliesOf(document: Document): string[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses = {} }]) =>
      Object.entries(responses).flatMap(([status, told]) => {
        const reply = `${method.toUpperCase()} ${path} ${status}`
        if (status === 'default') return []
        return Number(status) < 400 ? [reply] : codesOf(told).map(code => `${reply} ${code}`)
      }),
    ),
  )
}

/** The codes that a refusal may have. */
const codesOf = (told: unknown) => {
  const [enumeration = '[]'] = /(?<="enum":)\[[^\]]+\]/.exec(JSON.stringify(told)) ?? []
  return JSON.parse(enumeration) as string[]
}

test('each reply that the document tells of was sent to a test, and held to its schema', async ({ skip }) => {
  const seen = readFileSync(inject('repliesSeen'), 'utf8').split('\n')
  const files = readdirSync(fileURLToPath(new URL('..', import.meta.url))).filter(name =>
    /\.test\.ts$/.test(name),
  )
  const missing = files.filter(name => !seen.some(line => line.endsWith(`packages/api/test/${name}`)))
  skip(missing.length > 0, 'Only some of the tests ran; all of packages/api have to')
  const { app, close } = await startService()
  await app.ready()
  const told = repliesOf(documentOf(app))
  await close()
  expect(told.length).toBeGreaterThan(80)
  expect(told.filter(reply => !seen.includes(reply)).sort()).toEqual(Object.keys(unseen).sort())
})
