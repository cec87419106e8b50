import type { ScoresEntry } from '@tyck/shared/admin/scores'
import type { TrendMark } from '../../parts/charts/Trend.tsx'
import { dayMs, longDay } from '../../parts/reading/days.ts'
import { touchpointFigures } from '../../texts/en/touchpointFigures.ts'

const t = touchpointFigures.trend

/**
 * What was published, one mark a day however much it was; oldest first.
 * @param shift what makes a moment one of UTC that reads like the moment in the time zone, in milliseconds
 */
export function marksOf(publications: ScoresEntry['publications'], shift: number): TrendMark[] {
  const moments = publications.map(each => ({ ...each, at: Date.parse(each.publishedAt) + shift }))
  const days = [...new Set(moments.map(({ at }) => Math.floor(at / dayMs)))].sort((a, b) => a - b)
  return days.map(day => {
    const names = moments
      .filter(({ at }) => Math.floor(at / dayMs) === day)
      .map(({ kind, version }) => t.mark[kind](version))
    return {
      at: day * dayMs + dayMs / 2,
      name: t.marks(names[0] ?? '', names.length - 1),
      told: `${longDay(day * dayMs)}: ${names.join(', ')}`,
    }
  })
}
