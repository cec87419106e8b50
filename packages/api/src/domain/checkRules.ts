import type { RulesInput } from '@tyck/shared/admin'
import type { FieldError } from '@tyck/shared/problem'

/** What is wrong with rules beyond their shape: conditions that always or never hold. */
export function checkRules(rules: RulesInput): FieldError[] {
  return rules.audience.flatMap((condition, at) => {
    const pointer = `/audience/${at}`
    const { eq, in: among, gte, lte } = condition
    if ([eq, among, gte, lte].every(part => part === undefined)) return [{ pointer, code: 'no-condition' }]
    if (among?.length === 0) return [{ pointer: `${pointer}/in`, code: 'empty' }]
    if (gte !== undefined && lte !== undefined && gte > lte) return [{ pointer, code: 'empty-range' }]
    return []
  })
}
