import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { buildApp } from '../src/app.ts'
import { type Config, readConfig } from '../src/config.ts'
import { createProject, type ProjectKeys } from '../src/domain/keys/createProject.ts'
import { openDatabase } from '../src/store/database.ts'
import type { Db } from '../src/store/tables.ts'
import { createDatabase } from './database.ts'

/** The whole service over a database of its own, with one project. */
export interface Service {
  app: FastifyInstance
  config: Config
  db: Db
  databaseUrl: string
  keys: ProjectKeys
  /** What the service takes for the time, in milliseconds since 1970; tests move it. */
  clock: { now: number }
  /** A request to the admin API with the project's secret key, or another. */
  admin(
    method: 'GET' | 'PUT' | 'POST' | 'DELETE',
    url: string,
    body?: unknown,
    secretKey?: string,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>
  close(): Promise<void>
}

export async function startService(
  change: Partial<Config> = {},
  logTo?: { write(line: string): void },
): Promise<Service> {
  const database = await createDatabase()
  const { db, close } = openDatabase(database.url, { connections: 4 })
  const clock = { now: Date.parse('2026-03-01T12:00:00Z') }
  const env = {
    TYCK_DEMO: 'off',
    LOG_LEVEL: 'silent',
    TYCK_SECRET: 'A secret of the tests, of 32 characters',
    // Everything comes from one address, and at one time; rates.test.ts has the limits.
    TYCK_RATE_PER_ADDRESS: 'off',
    TYCK_RATE_PER_PROJECT: 'off',
    // Where receivers of the tests listen; reach.test.ts has what nobody may reach.
    TYCK_PRIVATE_DESTINATIONS: '127.0.0.1',
  }
  // What a password costs is seen in one test; here it would be all that is seen.
  const config = { ...readConfig(env), passwordCost: { ln: 4, r: 8, p: 1 }, ...change }
  const app = await buildApp({ config, db, databaseUrl: database.url, clock: () => clock.now }, logTo)
  const keys = await createProject(db, 'Shop')
  return {
    app,
    config,
    db,
    databaseUrl: database.url,
    keys,
    clock,
    admin: (method, url, body, secretKey = keys.secretKey, headers = {}) =>
      app.inject({
        method,
        url,
        headers: { authorization: `Bearer ${secretKey}`, ...headers },
        ...(body === undefined ? {} : { payload: body as NonNullable<InjectOptions['payload']> }),
      }),
    async close() {
      await app.close()
      await close()
      await database.drop()
    },
  }
}

/** A survey that can be published, in English and Swedish. */
export const payment = {
  series: 'new-question',
  metric: 'nps',
  defaultLocale: 'en',
  locales: {
    en: {
      question: 'How likely are you to recommend us?',
      lowLabel: 'Not at all likely',
      highLabel: 'Very likely',
      followUps: { detractor: 'What should we do better?', promoter: 'What did you like best?' },
      reasons: {
        detractor: [
          { key: 'slow', label: 'It was slow' },
          { key: 'price', label: 'The price' },
        ],
      },
      thanks: 'Thank you.',
    },
    sv: {
      question: 'Hur troligt är det att du rekommenderar oss?',
      lowLabel: 'Inte alls troligt',
      highLabel: 'Mycket troligt',
      followUps: { detractor: 'Vad borde vi göra bättre?', promoter: 'Vad tyckte du bäst om?' },
      reasons: {
        detractor: [
          { key: 'slow', label: 'Det gick långsamt' },
          { key: 'price', label: 'Priset' },
        ],
      },
      thanks: 'Tack.',
    },
  },
}

/** Makes a touchpoint and publishes `survey` there. */
export async function publish(service: Service, key: string, survey: unknown = payment): Promise<void> {
  await service.admin('PUT', `/v1/touchpoints/${key}`, { name: 'Payment' })
  const reply = await service.admin('PUT', `/v1/touchpoints/${key}/survey`, survey)
  if (reply.statusCode !== 200) throw new Error(reply.body)
}
