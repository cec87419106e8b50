import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../src/config.ts'

const file = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../../${name}`, import.meta.url)), 'utf8')

/** The variables that the service reads. */
function variablesRead(): string[] {
  const read = new Set<string>()
  const handler = { get: (_: object, name: string) => void read.add(name) }
  readConfig(new Proxy({}, handler))
  return [...read].sort()
}

/** The variables that the first cells of a page's tables name. */
const variablesIn = (page: string) =>
  [...page.matchAll(/^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|/gm)]
    .flatMap(([, names = '']) => names.replaceAll('`', '').split(', '))
    .sort()

test.each(['docs/self-hosting.md', 'README.md'])('%s lists every variable that the service reads', page => {
  // That one is Node's own, and decides on the demo only.
  const ours = variablesRead().filter(name => name !== 'NODE_ENV')
  expect(ours).toContain('DATABASE_URL')
  expect(variablesIn(file(page))).toEqual(ours)
})

test('compose.yaml gives the service variables that it reads, and two secrets that somebody must name', () => {
  const { services, volumes } = parse(file('compose.yaml'))
  const { api, postgres } = services
  expect(Object.keys(services)).toEqual(['api', 'postgres'])
  // The password is read by Postgres's client.
  const read = [...variablesRead(), 'PGPASSWORD']
  for (const name of Object.keys(api.environment)) expect(read).toContain(name)
  expect(api.environment.TYCK_SECRET).toMatch(/^\$\{TYCK_SECRET:\?/)
  expect(postgres.environment.POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:\?/)
  // As compose hands them on where nothing but the secrets is set.
  const environment = Object.fromEntries(
    Object.entries<string>(api.environment).map(([name, value]) => [
      name,
      value.replace(/^\$\{[A-Z_]+:-(.*)\}$/, '$1'),
    ]),
  )
  const given = readConfig({ ...environment, TYCK_SECRET: 's'.repeat(32) })
  const { hostname, username, pathname } = new URL(given.databaseUrl ?? '')
  expect({ hostname, username, database: pathname.slice(1) }).toEqual({
    hostname: 'postgres',
    username: postgres.environment.POSTGRES_USER,
    database: postgres.environment.POSTGRES_DB,
  })
  // Longer than the service takes to stop.
  expect(Number.parseInt(api.stop_grace_period, 10) * 1_000).toBeGreaterThan(given.limits.stopMs + 7_000)
  const mounted = [...api.volumes, ...postgres.volumes].map((volume: string) => volume.split(':')[0])
  expect(mounted.sort()).toEqual(Object.keys(volumes).sort())
})

test('the Dockerfile starts the service itself, as nobody special, with variables that it reads', () => {
  const dockerfile = file('Dockerfile').replaceAll('\\\n', ' ')
  const stages = dockerfile.split(/^FROM /m).slice(1)
  const last = stages.at(-1) ?? ''
  expect(last).toMatch(/^USER (?!root|0)\w+$/m)
  // As a list: a shell in between would keep the signal to itself.
  expect(last).toContain('\nCMD ["node", "packages/api/dist/server.js"]')
  expect(last).toMatch(/^STOPSIGNAL SIGTERM$/m)
  const environment = Object.fromEntries(
    (/^ENV (.*)$/m.exec(last)?.[1] ?? '').split(' ').map(pair => pair.split('=') as [string, string]),
  )
  const read = variablesRead()
  for (const name of Object.keys(environment)) expect(read).toContain(name)
  const config = readConfig(environment)
  expect(last).toContain(`\nEXPOSE ${config.port}\n`)
  expect(last).toContain(`http://127.0.0.1:${config.port}/readyz`)
  expect(last).toContain(`\nVOLUME ${config.dataDir}\n`)
  expect(config).toMatchObject({ host: '0.0.0.0', demo: false })
})

test('the Dockerfile builds with the pnpm that everybody builds with', () => {
  const [, ours] = /pnpmVersion = '([\d.]+)'/.exec(file('scripts/run/install.mjs')) ?? []
  expect(ours).toBeDefined()
  expect(file('Dockerfile')).toContain(`pnpm@${ours}\n`)
})
