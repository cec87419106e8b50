import type { EligibilityReply } from '@tyck/shared/contract/eligibility'
import type { Settings } from '../types.ts'
import type { Moment, Quiet } from './eligibility.ts'
import { fittingMetadata } from './metadata.ts'

/**
 * Asks the service whether a respondent with an id may be asked, on whatever device they were asked before. Where it
 * does not answer nobody is asked: rather not at all than twice.
 */
export async function askService(
  { endpoint, key }: Settings,
  touchpoint: string,
  { respondent, identity, metadata }: Moment,
): Promise<Quiet | undefined> {
  try {
    const reply = await fetch(`${endpoint}/v1/eligibility`, {
      method: 'POST',
      body: JSON.stringify({ key, touchpoint, respondent, identity, metadata: fittingMetadata(metadata) }),
      credentials: 'omit',
    })
    const { reason }: EligibilityReply = await reply.json()
    // Anything but our own answer is none: a refusal has no reason in it, not even null.
    return reason === null
      ? undefined
      : { reason: reason || 'no-survey', rule: 'acrossDevices', value: respondent }
  } catch {
    return { reason: 'no-survey' }
  }
}
