import type { ConfigurationSurvey } from '@tyck/shared/admin/configuration'
import type { Survey } from '@tyck/shared/admin/touchpoints'
import type { NumberedSeries } from '../../store/appliedConfigurations.ts'

/** Whether a survey goes on in the series that stands, in an earlier one, or begins another. */
export type Continuation =
  | { kind: 'goes-on' }
  | { kind: 'returns'; seriesId: string }
  | { kind: 'begins'; because: 'number' | 'metric' | 'first' }

/**
 * What becomes of the series when `wanted` takes the place of `standing`: the number says whether it is the same
 * question, and another metric never is. A number that was applied before leads back to the series that it stood for,
 * so that what is reverted counts as the question that it was.
 */
export function continuationOf(
  wanted: ConfigurationSurvey | undefined,
  standing: ConfigurationSurvey | undefined,
  current: Pick<Survey, 'seriesId' | 'metric'> | undefined,
  numbered: NumberedSeries[string],
): Continuation {
  if (!wanted) return { kind: 'goes-on' }
  if (!standing || !current) return { kind: 'begins', because: 'first' }
  if (wanted.series === standing.series) {
    return wanted.metric === current.metric ? { kind: 'goes-on' } : { kind: 'begins', because: 'metric' }
  }
  const known = numbered[wanted.series]
  return known?.metric === wanted.metric
    ? { kind: 'returns', seriesId: known.id }
    : { kind: 'begins', because: 'number' }
}
