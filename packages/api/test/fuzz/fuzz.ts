import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { sql } from 'kysely'
import { wrongCounts } from '../recordingApp.ts'
import type { Service } from '../service.ts'
import { type FullProject, makeFullProject } from '../twoProjects.ts'
import { bytes } from './bytes.ts'
import { type Connection, createConnection, type Outcome } from './connection.ts'
import { judge } from './judge.ts'
import { type Operation, readOperations } from './operations.ts'
import { type Attempt, oneRequest, request } from './requests.ts'
import type { Known } from './values.ts'

/** How many requests a project is asked before another takes its place: one may close it for all that follow. */
const round = 100
/** A request that must succeed follows each so many. */
const every = 20
const workers = 4

export interface Fuzzed {
  /** How many replies had each status. */
  statuses: Record<number, number>
  /** How many responses were acknowledged. */
  stored: number
  /** What went wrong, with the number of the request: the same seed makes it again. */
  faults: string[]
}

/**
 * Sends `requests` requests that `seed` makes: for each documented route as its schemas say, almost so or not at all,
 * and bytes that are no HTTP. Round by round, for what comes back may depend on what came before.
 * @param first the number of the first request, to see again what went wrong
 */
export async function fuzz(
  service: Service,
  { seed, requests, first = 0 }: { seed: number; requests: number; first?: number },
): Promise<Fuzzed> {
  const { port } = service.app.server.address() as AddressInfo
  const operations = await readOperations(service.app)
  const found: Fuzzed = { statuses: {}, stored: 0, faults: [] }
  const control = await makeFullProject(service, 'control')
  let good = 2
  let next = first - (first % round)
  const end = first + requests

  async function work() {
    const connection = createConnection(port)
    for (let from = next; from < end; from = next) {
      next += round
      const project = await freshProject(service)
      const attempts = attemptsOn(project, operations)
      const ledger = createLedger(project)
      for (let at = from; at < Math.min(from + round, end); at += 1) {
        const [attempt] = fc.sample(attempts, { seed: seedOf(seed, at), numRuns: 1 }) as [Attempt]
        const outcome = await sendUntilTaken(connection, attempt)
        ledger.note(attempt, outcome)
        for (const { status } of outcome.replies) found.statuses[status] = (found.statuses[status] ?? 0) + 1
        const fault = judge(attempt, outcome)
        if (fault) found.faults.push(`${at} ${attempt.what} ${fault}\n${shown(attempt)}`)
        if (at % every === 0) {
          good += 1
          const fault = await faultOfGood(connection, control)
          if (fault) found.faults.push(`${at} ${attempt.what} spoils the next request: ${fault}`)
        }
      }
      const wrong = await ledger.compare(service)
      found.stored += wrong.stored
      if (wrong.fault) found.faults.push(`${from}–${from + round - 1} ${wrong.fault}`)
    }
    connection.close()
  }

  await Promise.all(Array.from({ length: workers }, work))
  const kept = await idsOf(service, control.id)
  if (kept.length !== good)
    found.faults.push(`${kept.length} responses are stored of ${good} that were acknowledged`)
  const counts = await wrongCounts(service.db)
  if (counts.length > 0) found.faults.push(`counts are wrong: ${JSON.stringify(counts[0])}`)
  return found
}

function attemptsOn(
  { id, secretKey, people, named }: FullProject,
  operations: Operation[],
): fc.Arbitrary<Attempt> {
  const known: Known = {
    key: [named.publishableKey],
    publishableKey: [named.publishableKey],
    touchpoint: [named.touchpoint],
    respondent: [named.respondent],
    id: [named.responseId],
    keyId: [named.secretKeyId, named.publishableKey],
    memberId: [named.memberId, people.owner.id],
    invitationId: [named.invitationId],
    importId: [named.importId],
    surveyId: [named.surveyId],
    rulesId: [named.rulesId],
    cursor: [named.cursor],
  }
  const { cookie } = people.owner
  const keys = { secret: secretKey, publishable: named.publishableKey, cookie, project: id }
  // Where strangers post, more is tried; and where a query has many parts.
  const weightOf = ({ method, path, query }: Operation) =>
    `${method} ${path}` === 'POST /v1/responses' ? 20 : 1 + Math.floor(Object.keys(query).length / 4)
  return fc.oneof(
    { arbitrary: bytes(keys), weight: 5 },
    ...operations.map(operation => ({
      arbitrary: request(operation, keys, known),
      weight: weightOf(operation),
    })),
  )
}

/** What a project was told that is stored, to be compared with what is. */
function createLedger(project: FullProject) {
  const acknowledged = new Set([project.named.responseId])
  const unsure = new Set<string>()
  let isErased = false
  return {
    note({ what, bytes: sent, replies: expected }: Attempt, { replies }: Outcome) {
      // Their replies may come after we have gone.
      if (expected === null)
        for (const [id] of sent.toString('latin1').matchAll(/[0-9a-f-]{36}/gi)) unsure.add(id)
      for (const { status, body } of replies) {
        if (status === 204 && what === 'DELETE /v1/project') isErased = true
        if (status !== 200) continue
        if (/^DELETE \/v1\/(?:respondents|test-responses)\b/.test(what)) isErased = true
        if (what !== 'POST /v1/responses' && what !== 'bytes') continue
        for (const [, id = ''] of body.matchAll(/\{"id":"([0-9a-f-]{36})","status":"stored"\}/g))
          acknowledged.add(id)
      }
    },
    async compare(service: Service): Promise<{ stored: number; fault: string | null }> {
      const ids = await idsOf(service, project.id)
      // Two are there from the start.
      const unheard = ids.filter(id => !acknowledged.has(id) && !unsure.has(id)).length - 1
      const lost = [...acknowledged].filter(id => !ids.includes(id))
      const fault =
        unheard > 0
          ? `${unheard} rows were never acknowledged`
          : lost.length > 0 && !isErased
            ? `lost ${lost[0]}`
            : null
      return { stored: acknowledged.size - 1, fault }
    },
  }
}

/** What was imported is told by the ids that its rows had elsewhere. */
async function idsOf({ db }: Service, projectId: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select id from responses where project_id = ${projectId}::uuid and imported is null`.execute(db)
  return rows.map(({ id }) => id)
}

/** A project to be asked; once more where the machine is too busy to make one. */
async function freshProject(service: Service): Promise<FullProject> {
  try {
    return await makeFullProject(service, 'fuzzed')
  } catch {
    await delay(3_000)
    return makeFullProject(service, 'fuzzed')
  }
}

/**
 * What comes of an attempt, the second time where the database was away the first: on a machine that has much else to
 * do it may be, for longer than a request waits. What keeps it away is a fault all the same.
 */
async function sendUntilTaken(connection: Connection, attempt: Attempt): Promise<Outcome> {
  const outcome = await connection.send(attempt)
  const isAway = /"code":"(?:database-unavailable|overloaded)"/.test(outcome.replies[0]?.body ?? '')
  if (attempt.replies === null || !isAway) return outcome
  await delay(2_000)
  return connection.send(attempt)
}

/** What is wrong with the reply to a request that must succeed; null where it does. */
async function faultOfGood(
  connection: Connection,
  { secretKey, named }: FullProject,
): Promise<string | null> {
  const state = { id: randomUUID(), seq: 1, surveyId: named.surveyId, rulesId: named.rulesId, score: 9 }
  const body = JSON.stringify({ responses: [{ ...state, shownAgoMs: 1_000, changedAgoMs: 0 }] })
  const headers = [`Authorization: Bearer ${secretKey}`, 'Content-Type: application/json']
  const good = oneRequest('good', 'POST /v1/responses', headers, Buffer.from(body))
  const { replies } = await sendUntilTaken(connection, good)
  const [reply] = replies
  return reply?.status === 200 && reply.body.includes('"stored"') ? null : JSON.stringify(replies)
}

/** As much of an attempt as helps to see what it was. */
const shown = ({ bytes: sent }: Attempt) =>
  JSON.stringify(sent.toString('latin1').replace(/sk_[\w-]{43}/g, 'sk_…')).slice(0, 2_000)

/** Each request has a seed of its own, and neighbouring runs have none in common. */
function seedOf(seed: number, at: number): number {
  return (Math.imul(seed, 0x9e3779b1) + at) | 0
}
