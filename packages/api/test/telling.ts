import type { webhookInput } from '@tyck/shared/admin/destinations'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Config } from '../src/config.ts'
import type { ProjectKeys } from '../src/domain/keys/createProject.ts'
import { createSealing } from '../src/domain/keys/sealing.ts'
import type { Sent } from '../src/domain/telling/destinationKind.ts'
import { createReach } from '../src/domain/telling/reach.ts'
import { startTellLoop } from '../src/domain/telling/tellLoop.ts'
import { startRecording } from './recordingApp.ts'

/** The service, and its telling done step by step. */
export async function startTelling(change: Partial<Config> = {}) {
  const service = await startRecording(change)
  const { db, config } = service
  const outcomes: Sent['outcome'][] = []
  const loop = startTellLoop(
    {
      db,
      sealing: createSealing(config.secret),
      reach: createReach(config.privateDestinations),
      mail: config.mail,
      publicUrl: 'https://feedback.example',
      attemptMs: config.limits.attemptMs,
      onAttempt: (_kind, outcome) => void outcomes.push(outcome),
      onFault: error => {
        throw error
      },
    },
    { isRunning: false },
  )

  return {
    ...service,
    outcomes,
    /** Fans out and delivers all that is due. */
    tell: () => loop.runOnce(),
    /** Lets what waits be due now, as if its time had come. */
    async due() {
      await sql`update deliveries set due_at = now() where state = 'waiting'`.execute(db)
    },
    /** Turns off every destination, so that what tests left waiting bothers no other. */
    async quieten() {
      await sql`update destinations set state = 'off'`.execute(db)
    },
    /** Makes a webhook for a project, and returns its id and secret. */
    async addWebhook(
      project: ProjectKeys,
      input: Partial<z.input<typeof webhookInput>> & { url: string },
    ): Promise<{ id: string; secret: string }> {
      const body = { kind: 'webhook', name: 'Orders', events: ['response.answered'], ...input }
      const reply = await service.admin('POST', '/v1/destinations', body, project.secretKey)
      if (reply.statusCode !== 201) throw new Error(reply.body)
      return { id: reply.json().destination.id, secret: reply.json().secret }
    },
    /** Makes a destination of any kind, and returns its id. */
    async addDestination(project: ProjectKeys, input: Record<string, unknown>): Promise<string> {
      const body = { name: 'Team', ...input }
      const reply = await service.admin('POST', '/v1/destinations', body, project.secretKey)
      if (reply.statusCode !== 201) throw new Error(reply.body)
      return reply.json().destination.id
    },
    /** What came of a destination's deliveries, newest first. */
    async log(project: ProjectKeys, id: string, query = '') {
      const url = `/v1/destinations/${id}/deliveries${query}`
      return (await service.admin('GET', url, undefined, project.secretKey)).json().deliveries
    },
    async close() {
      await loop.stop()
      await service.close()
    },
  }
}

export type TellingService = Awaited<ReturnType<typeof startTelling>>
