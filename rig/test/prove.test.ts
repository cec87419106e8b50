import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { buildPlanted, builtFolder, plantedSources } from '../buildPlanted.mjs'
import { type Fault, faults } from '../faults.mjs'
import { type Plant, plants } from '../plants.mjs'
import { type Outcome, runRound } from '../round.mjs'

const patientMs = 180_000
/** A round of a few seconds; its times are left to `npm run prove`, for here others have the machine, too. */
async function shortRound(names: string[], plant?: Plant): Promise<Outcome> {
  const built = builtFolder(`prove-${randomUUID()}`)
  try {
    await buildPlanted(built, plant)
    const chosen = names.map(name => faults[name] as Fault)
    return await runRound({ built, instances: plant ? 1 : 2, visitors: 8, pace: 0.2, faults: chosen })
  } finally {
    await rm(built, { recursive: true, force: true })
  }
}

// Two rounds at a time, for they mostly wait.
describe.concurrent('a short round', () => {
  test(
    'what two instances acknowledge is there once and as it was sent, and is told, whatever is killed and cut',
    async () => {
      const outcome = await shortRound(['killApi', 'cutReplies', 'killPostgres', 'killTeller', 'erasure'])
      expect(outcome).toMatchObject({ lost: [], doubled: [], wrong: [], untold: [] })
      expect(outcome.felt).toHaveLength(5)
      expect(outcome.events).toBeGreaterThan(20)
      expect(outcome.acknowledged).toBeGreaterThan(50)
    },
    patientMs,
  )

  test(
    'a bug that is planted is found',
    async () => {
      const [plant] = plants
      const { lost } = await shortRound(['killPostgres'], plant)
      expect(lost.join()).toMatch(plant?.shows ?? '')
    },
    patientMs,
  )
})

test.each(plants)('"$name" still finds its place in the sources', async plant => {
  expect((await plantedSources(plant)).size).toBeGreaterThan(0)
})

test('a bug that finds no place is told, not left out', async () => {
  const changes = [{ file: 'server.ts', find: 'nothing of the kind', put: '' }]
  const planting = plantedSources({ name: 'Nowhere', shows: /./, changes })
  await expect(planting).rejects.toThrow('"Nowhere" cannot be planted: server.ts')
})
