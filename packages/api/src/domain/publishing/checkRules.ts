import type { RulesInput, Touchpoint } from '@tyck/shared/admin/touchpoints'
import type { Condition } from '@tyck/shared/contract/surveys'
import type { FieldError } from '@tyck/shared/problem'
import { listed } from './listed.ts'

/** The metadata keys that a touchpoint takes, with their types; null takes any. */
type Taken = Touchpoint['metadata']

/**
 * What is wrong with rules beyond their shape: conditions that always or never hold, and keys that the touchpoint
 * doesn't take or takes in another type, so that nobody would ever be asked.
 */
export function checkRules(rules: RulesInput, taken: Taken): FieldError[] {
  const errors = rules.audience.flatMap((condition, at) => {
    const pointer = `/audience/${at}`
    const { eq, in: among, gte, lte } = condition
    if ([eq, among, gte, lte].every(part => part === undefined)) {
      return [{ pointer, code: 'no-condition', expected: 'one or more of eq, in, gte, lte' }]
    }
    if (among?.length === 0)
      return [{ pointer: `${pointer}/in`, code: 'empty', expected: 'one value or more' }]
    if (gte !== undefined && lte !== undefined && gte > lte) {
      return [{ pointer, code: 'empty-range', expected: 'a gte that is not above its lte' }]
    }
    return checkCondition(condition, pointer, taken)
  })
  const { oncePer } = rules
  return oncePer === null || takes(taken, oncePer) ? errors : [...errors, notTaken('/oncePer', taken)]
}

/** What the keys that a touchpoint is to take lack for the rules in force; the other side of `checkRules`. */
export function checkMetadata(taken: Taken, { audience, oncePer }: RulesInput): FieldError[] {
  const keys = [...audience.map(({ key }) => key), ...(oncePer === null ? [] : [oncePer])]
  const lacking = [...new Set(keys)].filter(key => !takes(taken, key))
  const errors = lacking.map(key => ({
    pointer: '/metadata',
    code: 'not-in-metadata',
    expected: `${key} among the keys, for the rules in force use it`,
  }))
  const ofAnotherType = audience
    .filter(condition => !lacking.includes(condition.key) && checkCondition(condition, '', taken).length > 0)
    .map(({ key }) => ({
      pointer: `/metadata/${key}`,
      code: 'not-of-its-type',
      expected: 'the type of the values that the rules in force compare it with',
    }))
  return [...errors, ...ofAnotherType]
}

function checkCondition(
  { key, eq, in: among, gte, lte }: Condition,
  pointer: string,
  taken: Taken,
): FieldError[] {
  if (taken === null) return []
  if (!takes(taken, key)) return [notTaken(`${pointer}/key`, taken)]
  const type = taken[key]
  const values: [string, unknown][] = [
    ['eq', eq],
    ...(among ?? []).map((value, at): [string, unknown] => [`in/${at}`, value]),
  ]
  const unlike = values
    .filter(([, value]) => value !== undefined && typeof value !== type)
    .map(([part]) => ({
      pointer: `${pointer}/${part}`,
      code: 'not-of-its-type',
      expected: `a ${type}, as the touchpoint's metadata has it`,
    }))
  const ranges = Object.entries({ gte, lte })
    .filter(([, value]) => value !== undefined && type !== 'number')
    .map(([part]) => ({
      pointer: `${pointer}/${part}`,
      code: 'not-of-its-type',
      expected: `eq or in, for the touchpoint's metadata has a ${type} here`,
    }))
  return [...unlike, ...ranges]
}

/** Own keys only: `toString` is a name like others. */
function takes(taken: Taken, key: string): boolean {
  return taken === null || Object.hasOwn(taken, key)
}

function notTaken(pointer: string, taken: Taken): FieldError {
  const keys = Object.keys(taken ?? {})
  const expected =
    keys.length > 0
      ? `a key that the touchpoint takes: ${listed(keys)}`
      : 'none, for the touchpoint takes no metadata'
  return { pointer, code: 'not-in-metadata', expected }
}
