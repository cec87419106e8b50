import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type DestinationInput, mostDestinations } from '@tyck/shared/admin/destinations'
import type { FieldError } from '@tyck/shared/problem'
import {
  countDestinations,
  type DestinationRow,
  findDestination,
  insertDestination,
  updateDestination,
} from '../../store/destinations.ts'
import { lockProject } from '../../store/projects.ts'
import { inTransaction } from '../../store/transaction.ts'
import type { Sealing } from '../keys/sealing.ts'
import { openSecret, ownerOf } from './deliver.ts'
import type { Tools } from './destinationKind.ts'
import { destinationKind } from './destinationKinds.ts'
import { mostSecrets, rotateSecrets, type SigningSecrets, validSecrets } from './signingSecrets.ts'

/** What destinations are changed with. */
export interface Changing extends Tools {
  sealing: Sealing
}

/** Why a destination stays as it is: what is at fault, or in a word. */
export type DestinationRefusal =
  | FieldError[]
  | 'unknown-destination'
  | 'stale'
  | 'too-many'
  | 'no-webhook'
  | 'too-many-secrets'

/** Adds a destination, which is on. Tells the secret that signs, for kinds that have one. */
export async function addDestination(
  changing: Changing,
  projectId: string,
  input: DestinationInput,
): Promise<{ id: string; secret: string | null } | DestinationRefusal> {
  const id = randomUUID()
  const row = await toRow(changing, { project_id: projectId, id }, input, undefined)
  if (Array.isArray(row)) return row
  return inTransaction(changing.db, async trx => {
    // Two who add the last one at the same time go one after the other.
    await lockProject(trx, projectId)
    if ((await countDestinations(trx, projectId)) >= mostDestinations) return 'too-many'
    const { secret, ...stored } = row
    await insertDestination(trx, { ...stored, project_id: projectId, id, kind: input.kind })
    return { id, secret: input.kind === 'webhook' ? newestOf(secret) : null }
  })
}

/** Replaces a destination; it stays of its kind, and keeps its secret where the input has none. */
export async function replaceDestination(
  changing: Changing,
  projectId: string,
  { id, input, revision }: { id: string; input: DestinationInput; revision: number | null },
): Promise<'changed' | DestinationRefusal> {
  const found = await findDestination(changing.db, projectId, id)
  if (!found) return 'unknown-destination'
  if (found.kind !== input.kind)
    return [{ pointer: '/kind', code: 'not-allowed', expected: `"${found.kind}"` }]
  const known = found.sealed ? (openSecret(changing.sealing, found) ?? null) : undefined
  const row = await toRow(changing, found, input, known)
  if (Array.isArray(row)) return row
  const { secret, sealed, ...change } = row
  // What is kept is not written: it may be another one by now.
  const isKept = secret === known
  // It may have failed where it led before.
  const isSame = isKept && isDeepStrictEqual(JSON.parse(row.settings), found.settings)
  const isChanged = await updateDestination(
    changing.db,
    { projectId, id, revision },
    { ...change, ...(isKept ? {} : { sealed }), ...(isSame ? {} : { failing_since: null }) },
  )
  return isChanged ? 'changed' : 'stale'
}

/** Puts a new secret in front of a webhook's; both sign for a day. While three sign it makes none. */
export async function rotateSigningSecret(
  { db, sealing, now }: Changing,
  projectId: string,
  id: string,
): Promise<{ secret: string } | DestinationRefusal> {
  return inTransaction(db, async trx => {
    await lockProject(trx, projectId)
    const found = await findDestination(trx, projectId, id)
    if (!found) return 'unknown-destination'
    if (found.kind !== 'webhook') return 'no-webhook'
    const known = (openSecret(sealing, found) as SigningSecrets | undefined) ?? { secrets: [] }
    if (validSecrets(known, now).length >= mostSecrets) return 'too-many-secrets'
    const secrets = rotateSecrets(known, now)
    const sealed = sealing.seal(JSON.stringify(secrets), ownerOf(projectId, id))
    await updateDestination(trx, { projectId, id, revision: null }, { sealed })
    return { secret: newestOf(secrets) }
  })
}

const newestOf = (secret: unknown) => (secret as SigningSecrets).secrets[0]?.text ?? ''

async function toRow(
  { sealing, ...tools }: Changing,
  { project_id, id }: Pick<DestinationRow, 'project_id' | 'id'>,
  input: DestinationInput,
  known: unknown,
) {
  const kind = destinationKind(input.kind)
  const stored = await kind.toStore(input, known, tools)
  if (Array.isArray(stored)) return stored
  const { settings, secret } = stored
  return {
    secret,
    name: input.name,
    settings: JSON.stringify(settings),
    sealed: secret === undefined ? null : sealing.seal(JSON.stringify(secret), ownerOf(project_id, id)),
    events: [...new Set(input.events)],
    wants: [...new Set(kind.wants?.(input) ?? input.events)],
    filters: JSON.stringify(input.filters),
    fields: 'fields' in input ? [...new Set(input.fields)] : [],
  }
}
