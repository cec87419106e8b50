import { bands } from '@tyck/shared/metric'
import { type RawBuilder, sql } from 'kysely'

/** The segment of the score of row `r` by the metric that `metric` gives. */
export function segmentCase(metric: RawBuilder<unknown>): RawBuilder<unknown> {
  const metrics = Object.entries(bands).map(([name, of]) => {
    const cases = of.map(
      ({ segment, min, max }) => `when r.score between ${min} and ${max} then '${segment}'`,
    )
    return sql.raw(`when '${name}' then case ${cases.join(' ')} end`)
  })
  return sql`case ${metric} ${sql.join(metrics, sql` `)} end`
}
