import type { ScoresEntry } from '@tyck/shared/admin/scores'
import { proportionInterval } from '@tyck/shared/statistics/proportion'
import { reading } from '../../texts/en/reading.ts'
import { Bars } from '../charts/Bars.tsx'
import { Figure } from '../charts/Figure.tsx'
import { Table } from '../Table.tsx'
import * as numbers from './numbers.ts'

const t = reading.funnel

/** The way from being eligible to a comment, of these touchpoints together: these are counts, and add up. */
export function FunnelFigure({
  entries,
  isOld,
  level,
}: {
  entries: readonly Pick<ScoresEntry, 'funnel' | 'imported'>[]
  isOld: boolean
  level: 2 | 3
}) {
  const funnels = entries.map(({ funnel }) => funnel)
  if (funnels.includes(null)) return <p class="quiet">{t.incomplete}</p>
  const sum = (part: 'estimatedEligible' | 'shown' | 'answered' | 'commented' | 'dismissed' | 'ignored') =>
    funnels.reduce((total, funnel) => total + (funnel?.[part] ?? 0), 0)
  const shown = sum('shown')
  const rate = proportionInterval({ count: sum('answered'), of: shown })
  const share = (value: number) => (shown === 0 ? '' : numbers.percent((100 * value) / shown))
  const eligible = sum('estimatedEligible')
  // Where all were asked, or nobody, there is nothing to estimate.
  const isSampled = Math.round(eligible) > shown && shown > 0
  const steps = [
    ...(isSampled ? [{ key: 'eligible', name: t.eligible, value: eligible, share: '' }] : []),
    { key: 'shown', name: t.shown, value: shown, share: '' },
    { key: 'answered', name: t.answered, value: sum('answered'), share: share(sum('answered')) },
    { key: 'commented', name: t.commented, value: sum('commented'), share: share(sum('commented')) },
    { key: 'dismissed', name: t.dismissed, value: sum('dismissed'), share: share(sum('dismissed')) },
    { key: 'ignored', name: t.ignored, value: sum('ignored'), share: share(sum('ignored')) },
  ]
  const told = (part: Parameters<typeof sum>[0]) => numbers.count(sum(part))
  const title = shown === 0 ? t.none : t.title(told('shown'), told('answered'), share(sum('answered')))
  return (
    <Figure
      level={level}
      title={title}
      summary={[
        rate && t.rate(numbers.rateInterval({ low: 100 * rate.low, high: 100 * rate.high })),
        isSampled && t.eligibleAbout(numbers.count(eligible)),
        entries.some(({ imported }) => imported > 0) && t.imported,
        shown > 0 && t.summary(told('commented'), told('dismissed'), told('ignored')),
      ]
        .filter(Boolean)
        .join(' ')}
      isOld={isOld}
      table={
        <Table
          caption={title}
          rows={steps}
          rowKey={({ key }) => key}
          columns={[
            { key: 'step', head: t.step, cell: ({ name }) => name },
            { key: 'number', head: t.number, isNumber: true, cell: ({ value }) => numbers.count(value) },
            { key: 'share', head: t.share, isNumber: true, cell: each => each.share },
          ]}
        />
      }
    >
      <Bars
        bars={steps.map(({ key, name, value, share }) => ({
          key,
          name,
          value,
          told: numbers.count(value),
          about: share,
          isQuiet: key === 'dismissed' || key === 'ignored' || key === 'eligible',
        }))}
      />
    </Figure>
  )
}
