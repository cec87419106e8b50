import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createProject } from '../../api/src/domain/keys/createProject.ts'
import { payment } from '../../api/test/service.ts'
import { runCommand } from '../src/runCommand.ts'
import { type ServedProject, serveProject } from './servedProject.ts'
import { type Ran, tyck } from './tyck.ts'

let served: ServedProject
let key: string
beforeAll(async () => {
  served = await serveProject()
})
afterAll(() => served.close())
beforeEach(async () => {
  key = (await createProject(served.db, 'Shop')).secretKey
  writeFileSync(path, JSON.stringify(document, null, 2))
})

const { series: _series, ...survey } = payment
const document = {
  project: { timeZone: 'Europe/Stockholm' },
  touchpoints: [
    { key: 'checkout.payment', name: 'Payment', state: 'active', metadata: null, survey },
    { key: 'order.delivered', name: 'Delivered', state: 'paused', metadata: { orderId: 'string' } },
  ],
}
let path: string
beforeAll(() => {
  path = join(served.folder, 'tyck.config.json')
})
const env = () => ({ TYCK_URL: served.url, TYCK_SECRET_KEY: key })
/** Runs a command as a process of its own. */
const spawned = (...args: string[]): Promise<Ran> => tyck(args, env(), served.folder)
/** Runs one in this process: that takes a tenth of the time. */
async function run(...args: string[]): Promise<Ran> {
  const { code, shown, beside } = await runHere(args)
  return { code, stdout: shown, stderr: beside }
}
const written = () => JSON.parse(readFileSync(path, 'utf8'))
const write = (change: (file: typeof document) => void) => {
  const file = structuredClone(document)
  change(file)
  writeFileSync(path, JSON.stringify(file, null, 2))
}
const publish = (question: string) => {
  const locales = { en: { ...survey.locales.en, question }, sv: survey.locales.sv }
  const body = { ...survey, locales, series: 'same-question' }
  return served.admin('PUT', '/v1/touchpoints/checkout.payment/survey', body, key)
}

/** @param typed what somebody at a terminal answers; null where there is no terminal */
async function runHere([command = '', ...args]: string[], typed: string | null = null) {
  const isTTY = typed !== null
  const stdin = Object.assign(new PassThrough(), { isTTY })
  const [stdout, stderr] = [new PassThrough(), new PassThrough()].map(stream =>
    Object.assign(stream, { isTTY, hasColors: () => true }),
  )
  const told = { shown: '', beside: '' }
  stdout?.on('data', text => (told.shown += text))
  stderr?.on('data', text => {
    told.beside += text
    if (!`${text}`.includes('[y/N]')) return
    if (typed === '\u0004') stdin.end()
    else stdin.write(`${typed}\n`)
  })
  const file = args.includes('--file') ? [] : ['--file', path]
  const argv = ['node', 'tyck', command, ...file, ...args]
  const terminal = { argv, env: env(), stdin, stdout, stderr } as unknown as NodeJS.Process
  const code = await runCommand(terminal)
  const named = (text: string) => text.replaceAll(path, 'tyck.config.json')
  return { code, shown: named(told.shown), beside: named(told.beside) }
}

test('what is pulled is planned as no difference, and pulled as the same bytes', async () => {
  await spawned('apply', '--yes')
  const pulled = await spawned('pull')
  expect(pulled).toEqual({ code: 0, stdout: 'tyck.config.json: 2 touchpoints, changed\n', stderr: '' })
  expect(written()).toMatchObject({ $schema: `${served.url}/config.schema.json`, ...document })
  expect(readFileSync(path, 'utf8')).toMatch(/^\{\n {2}"\$schema": .*\n {2}"project": \{\n(?: .*\n)+\}\n$/)
  expect((await spawned('pull')).stdout).toBe('tyck.config.json: 2 touchpoints, unchanged\n')
  expect(await spawned('plan')).toEqual({
    code: 0,
    stdout: 'All stands as tyck.config.json has it.\n',
    stderr: '',
  })
  expect((await spawned('apply', '--yes')).stdout).toBe('All stands as tyck.config.json has it.\n')
})

test('the file of the manual can be applied', async () => {
  const manual = readFileSync(new URL('../../../docs/config-as-code.md', import.meta.url), 'utf8')
  writeFileSync(path, /```json\n([^`]+)```/.exec(manual)?.[1] ?? '')
  expect((await run('apply', '--yes')).stdout).toMatch(/1 added, 1 changed\.\n$/)
})

test('a new file has all settings, and one that leaves some out is spared them', async () => {
  await run('apply', '--yes')
  await run('pull')
  expect(written().project).toEqual(document.project)
  rmSync(path)
  expect((await run('pull')).stdout).toBe('tyck.config.json: 2 touchpoints, new\n')
  expect(Object.keys(written().project)).toContain('origins')
  writeFileSync(path, '{}')
  await run('pull')
  expect(Object.keys(written())).toEqual(['$schema', 'touchpoints'])
})

test('a file that names a schema keeps it', async () => {
  const $schema = './node_modules/@tyck/cli/dist/config.schema.json'
  writeFileSync(path, JSON.stringify({ $schema, ...document }))
  await run('apply', '--yes')
  await run('pull')
  expect(written().$schema).toBe($schema)
})

test('CI can tell by what it ends with, and has the plan alone on stdout', async () => {
  const { code, stdout, stderr } = await spawned('plan', '--json')
  expect([code, stderr, JSON.parse(stdout).items.length]).toEqual([3, '', 3])
  expect((await spawned('apply')).code).toBe(2)
})

test('plan tells what differs, in words and as JSON, and ends with 3', async () => {
  await run('apply', '--yes')
  write(file => {
    const [payment] = file.touchpoints
    if (payment?.survey) payment.survey.locales.en.question = 'Would you recommend us?'
    Object.assign(file.touchpoints, { 2: { key: 'support.closed', name: 'Support' } })
  })
  const { code, stdout, stderr } = await run('plan')
  expect([code, stderr]).toEqual([3, ''])
  expect(stdout).toBe(`~ touchpoints/checkout.payment
    Publishes a survey, which goes on in its series
    question in en: "How likely are you to recommend us?" → "Would you recommend us?"
+ touchpoints/support.closed
    Makes it, as "Support"; it asks nothing until it has a survey
1 to add, 1 to change.
`)
  const asJson = await run('plan', '--json')
  expect(asJson.code).toBe(3)
  expect(JSON.parse(asJson.stdout).items).toMatchObject([
    { on: 'touchpoints/checkout.payment', action: 'change' },
    { on: 'touchpoints/support.closed', action: 'add' },
  ])
})

test('apply does what the plan says, with the note in the history', async () => {
  const { code, stdout } = await run('apply', '--yes', '--note', 'First of all')
  expect([code, stdout.split('\n').at(-2)]).toEqual([0, '2 added, 1 changed.'])
  const history = (
    await served.admin('GET', '/v1/touchpoints/checkout.payment/history', undefined, key)
  ).json()
  expect(history.surveys).toMatchObject([{ note: 'First of all', by: { kind: 'key' } }])
})

test('a touchpoint that is taken out of the file is told, and archived with --archive', async () => {
  await run('apply', '--yes')
  write(file => file.touchpoints.pop())
  const { code, stdout } = await run('plan')
  expect([code, stdout]).toEqual([
    0,
    'Not in the file, and left as they are: order.delivered\nAll stands as tyck.config.json has it.\n',
  ])
  expect((await run('plan', '--archive')).code).toBe(3)
  expect((await run('apply', '--archive', '--yes')).stdout).toContain('- touchpoints/order.delivered')
  expect((await run('plan', '--archive')).code).toBe(0)
})

describe('what was changed in the console since', () => {
  test('is marked by plan, and refused by apply with what to do, unless it is named', async () => {
    await run('apply', '--yes')
    await publish('Would you tell a friend?')
    const planned = await run('plan')
    expect(planned.code).toBe(3)
    expect(planned.stdout).toContain('  ! question in en: "Would you tell a friend?" → "How likely')
    expect(planned.stdout).toContain('since a file was applied (2026-03-01 by First key)')
    expect(planned.stdout).toContain('  ! changed elsewhere, 2026-03-01 by First key\n')
    const refused = await run('apply', '--yes')
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('tyck apply --overwrite touchpoints/checkout.payment')
    const told = JSON.parse((await run('apply', '--yes', '--json')).stdout)
    expect(told.error).toMatchObject({
      code: 'changed-elsewhere',
      overwrites: ['touchpoints/checkout.payment'],
    })
    expect((await run('plan')).code).toBe(3)
    const done = await run('apply', '--yes', '--overwrite', 'touchpoints/checkout.payment')
    expect(done.code).toBe(0)
    expect((await run('plan')).code).toBe(0)
  })

  test('is kept where it is pulled and applied', async () => {
    await run('apply', '--yes')
    await publish('Would you tell a friend?')
    await run('pull')
    expect((await run('apply', '--yes')).code).toBe(0)
    expect(written().touchpoints[0].survey.locales.en.question).toBe('Would you tell a friend?')
  })

  test('does not steer the terminal', async () => {
    await run('apply', '--yes')
    await publish('\u202Eevil\u009B31m')
    expect((await run('plan')).stdout).not.toMatch(/[\u202E\u009B]/)
  })
})

describe('a file that cannot be taken is refused with the line', () => {
  test.each<[string, string, string]>([
    ['no file', '', 'There is no other.json; "tyck pull" writes one.'],
    ['no JSON', '{ "touchpoints": [', 'tyck.config.json is not JSON: '],
    [
      'a key twice',
      '{ "touchpoints": [\n{ "key": "a", "name": "A",\n\n  "name": "B" }] }',
      'tyck.config.json:4: /touchpoints/0/name is there twice',
    ],
    [
      'an unknown key',
      '{ "touchpoints": [\n  { "key": "a", "name": "A" },\n  { "key": "b", "name": "B", "id": 7 }\n] }',
      'tyck.config.json:3: /touchpoints/1: unrecognized-keys; expected: no keys but key, name',
    ],
    [
      'something that is missing',
      '{\n  "touchpoints": [\n    {\n      "key": "a" }] }',
      'tyck.config.json:3: /touchpoints/0/name: missing; expected: a text',
    ],
    ['a key of prototypes', '{ "__proto__": {} }', 'a key that is not taken'],
    ['a list', '[]', 'tyck.config.json:1: /: invalid-type'],
  ])('%s', async (what, text, words) => {
    if (text) writeFileSync(path, text)
    for (const command of ['plan', 'apply']) {
      const file = what === 'no file' ? ['--file', 'other.json'] : []
      const { code, stdout, stderr } = await run(command, ...file)
      expect([code, stdout]).toEqual([1, ''])
      expect(stderr).toContain(words)
    }
  })

  test('and says that there may be more faults than those of which it tells', async () => {
    const touchpoints = Array.from({ length: 40 }, (_, at) => ({ key: `a${at}` }))
    writeFileSync(path, JSON.stringify({ touchpoints }))
    const { stderr } = await run('plan')
    const lines = stderr.trim().split('\n')
    expect(lines.at(-1)).toBe('and perhaps more: nobody looked further')
  })
})

describe('asking', () => {
  test('without a terminal and without --yes nothing is changed, and it ends with 2', async () => {
    const { code, stderr } = await run('apply')
    expect(code).toBe(2)
    expect(stderr).toContain('add --yes')
    expect((await run('plan')).code).toBe(3)
  })

  test.each([
    ['y', 0],
    ['yes', 0],
    ['n', 1],
    ['', 1],
    ['\u0004', 1],
  ])('at a terminal %j ends with %i', async (answer, code) => {
    expect((await runHere(['apply'], answer)).code).toBe(code)
    expect((await run('plan')).code).toBe(code === 0 ? 0 : 3)
  })

  test('at a terminal it shows colours and how far it is, and none of it in JSON', async () => {
    const { shown, beside } = await runHere(['plan'], 'n')
    expect(shown).toContain('\u001b[32m+\u001b[39m \u001b[1mtouchpoints/checkout.payment\u001b[22m')
    expect(beside).toContain('Comparing')
    expect((await runHere(['plan', '--json'], 'n')).shown).not.toContain('\u001b')
  })
})

test('the schema that the package brings is the one that the service serves', async () => {
  const packed = readFileSync(new URL('../dist/config.schema.json', import.meta.url), 'utf8')
  const served_ = await served.app.inject('/config.schema.json')
  expect(JSON.parse(packed)).toEqual(served_.json())
})
