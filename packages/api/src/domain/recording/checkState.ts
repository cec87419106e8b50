import { type ResponseStateInput, responseState } from '@tyck/shared/contract/responses'
import { identityFits, limits, metadataFits, pageFits } from '@tyck/shared/contract/vocabulary'
import { Ajv } from 'ajv'
import { z } from 'zod'

/** A state that keeps the contract, with how many unknown keys it has beside; else where it fails. */
export type CheckedState =
  | { ok: true; state: ResponseStateInput; unknownKeys: number }
  | { ok: false; pointer: string }

const known = new Set(Object.keys(responseState.shape))

// The contract in its compiled form: 2 µs where zod takes 14. It accepts nothing that zod refuses.
const conforms = new Ajv({ formats: { uuid: true }, strict: true }).compile<ResponseStateInput>(
  z.toJSONSchema(responseState, { target: 'draft-7', io: 'input' }),
)

/**
 * Checks one item of a post against the contract. Keys that the contract doesn't know are counted and of no
 * consequence; more than `limits.unknownKeys` of them are refused. The state is the item itself, for a copy would
 * cost as much as the check; its defaults are not filled in. The pointer names a field of the contract, never a
 * caller's own key.
 */
export function checkState(item: unknown): CheckedState {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return { ok: false, pointer: '' }
  let unknownKeys = 0
  for (const key in item) if (!known.has(key)) unknownKeys += 1
  if (unknownKeys > limits.unknownKeys) return { ok: false, pointer: '' }
  if (conforms(item) && sizesFit(item)) return { ok: true, state: item, unknownKeys }
  const { success, data, error } = responseState.safeParse(item)
  if (success) return { ok: true, state: data, unknownKeys }
  return { ok: false, pointer: pointerTo(error.issues[0]?.path ?? []) }
}

/** The id to answer with: in lower case, null where the item has none that is a UUID. */
export function idOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null || !('id' in item)) return null
  const id = responseState.shape.id.safeParse(item.id)
  return id.success ? id.data.toLowerCase() : null
}

function sizesFit({ identity, page, metadata }: ResponseStateInput): boolean {
  return (
    (identity === undefined || identityFits(identity)) &&
    (page === undefined || pageFits(page)) &&
    (metadata === undefined || metadataFits(metadata))
  )
}

/** The JSON Pointer to a field of an item; of what is in a field, only of a list's items. */
export function pointerTo(path: readonly PropertyKey[]): string {
  const [field, index] = path
  if (field === undefined) return ''
  return typeof index === 'number' ? `/${String(field)}/${index}` : `/${String(field)}`
}
