import type { RulesInput, TouchpointInput } from '@tyck/shared/admin'
import type { FieldError } from '@tyck/shared/problem'

/**
 * What is wrong with rules beyond their shape: conditions that always or never hold, and a key to ask once per that
 * the touchpoint doesn't take.
 */
export function checkRules(rules: RulesInput, metadata: TouchpointInput['metadata']): FieldError[] {
  return [...checkAudience(rules), ...checkOncePer(rules, metadata, '/oncePer')]
}

/** The latter alone, for who changes the metadata instead; `pointer` is to what is changed. */
export function checkOncePer(
  { oncePer }: Pick<RulesInput, 'oncePer'>,
  metadata: TouchpointInput['metadata'],
  pointer: string,
): FieldError[] {
  const isTaken = oncePer === null || metadata === null || Object.hasOwn(metadata, oncePer)
  return isTaken ? [] : [{ pointer, code: 'not-in-metadata' }]
}

function checkAudience(rules: RulesInput): FieldError[] {
  return rules.audience.flatMap((condition, at) => {
    const pointer = `/audience/${at}`
    const { eq, in: among, gte, lte } = condition
    if ([eq, among, gte, lte].every(part => part === undefined)) return [{ pointer, code: 'no-condition' }]
    if (among?.length === 0) return [{ pointer: `${pointer}/in`, code: 'empty' }]
    if (gte !== undefined && lte !== undefined && gte > lte) return [{ pointer, code: 'empty-range' }]
    return []
  })
}
