import type { ScoresEntry, ScoresPoint, ScoresReply } from '@tyck/shared/admin/scores'
import { useResource } from '../../api/useResource.ts'
import { oneOf, useQuery } from '../../app/useQuery.ts'
import { Figure } from '../../parts/charts/Figure.tsx'
import { Trend } from '../../parts/charts/Trend.tsx'
import { Filters, Pick } from '../../parts/Filters.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { byChange } from '../../parts/reading/changeWords.ts'
import { addDays, atOf, dayMs, longDay, month, shortDay, span } from '../../parts/reading/days.ts'
import * as numbers from '../../parts/reading/numbers.ts'
import { tickOf } from '../../parts/reading/scoreDots.tsx'
import { useLatest } from '../../parts/reading/useLatest.ts'
import type { Reading } from '../../parts/reading/useReading.ts'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { Table } from '../../parts/Table.tsx'
import { reading as texts } from '../../texts/en/reading.ts'
import { touchpointFigures } from '../../texts/en/touchpointFigures.ts'
import { importedSpans } from './importedSpans.ts'
import { isAskedDifferently } from './isAskedDifferently.ts'
import { marksOf } from './marksOf.ts'
import { Publications } from './Publications.tsx'

const t = touchpointFigures.trend
const steps = ['auto', 'day', 'week', 'month'] as const
/** More days than the service tells one by one, and than there are pixels for. */
const mostDays = 400

/** How the score went, with its band, how many answered, and what was published. */
export function TrendFigure({ entry, reading }: { entry: ScoresEntry; reading: Reading }) {
  const [{ step }, setQuery] = useQuery({ step: oneOf(steps, 'auto') })
  const choices = (['day', 'week', 'month'] as const).filter(
    each => each !== 'day' || reading.days.count <= mostDays,
  )
  const interval = choices.find(each => each === step) ?? stepFor(entry.n, reading.days.count)
  const path = reading.scoresPath({ touchpoint: entry.touchpoint, interval, compareTo: undefined })
  const { data, failure, isOld, reload } = useLatest(useResource<ScoresReply>(path))
  const ofSeries = (reply: ScoresReply | undefined) =>
    reply?.scores.find(({ seriesId }) => seriesId === entry.seriesId)
  const told = ofSeries(data)
  const compared = useLatest(useResource<ScoresReply>(halvesPath(entry, reading)))
  const halves = ofSeries(compared.data)
  if (failure && !data) return <Problem failure={failure} retry={reload} />
  // The title comes with the picture, or both would move.
  if (!data || !told || (compared.isReading && !compared.data))
    return <Skeleton label={texts.reading} lines={12} />
  const { period } = data
  const points = told.points.map(point => toPoint(told, point))
  const title = titleOf(told, halves)
  const answered = told.points.filter(({ score }) => score !== null)
  // A moment of the time zone, as if it were one of UTC.
  const shift = atOf(period.from) - Date.parse(period.start)
  return (
    <div>
      <Figure
        title={title}
        summary={[summaryOf(told, answered), importedOf(told), differenceOf(halves), t.about]
          .filter(Boolean)
          .join(' ')}
        isOld={isOld}
        table={<Points entry={told} shift={shift} />}
      >
        <Trend
          metric={told.metric}
          points={points}
          marks={marksOf(told.publications, shift)}
          shades={importedSpans(told.points)}
          shade={t.imported}
          from={atOf(period.from)}
          to={atOf(period.to) + dayMs}
          label={[`${title}.`, summaryOf(told, answered), importedOf(told)].filter(Boolean).join(' ')}
          tick={tickOf(told.metric)}
          day={reading.days.count > 200 ? month : shortDay}
        >
          <Filters label={t.step}>
            <Pick
              label={t.step}
              options={choices.map(value => ({ value, label: t.steps[value] }))}
              value={interval}
              onValue={chosen => setQuery({ step: chosen })}
            />
          </Filters>
        </Trend>
      </Figure>
      <Publications publications={told.publications} timeZone={reading.timeZone} />
    </div>
  )
}

/** As fine as there are answers for: a point that rests on a handful says nothing. */
function stepFor(n: number, days: number): 'day' | 'week' | 'month' {
  if (days <= 10 || (days <= 62 && n / days >= 40)) return 'day'
  return days <= 200 ? 'week' : 'month'
}

function toPoint({ metric }: ScoresEntry, point: ScoresPoint) {
  const { from, to, n, imported, score, interval, early } = point
  const told =
    score === null
      ? texts.noAnswers
      : [
          numbers.score(metric, score),
          interval && numbers.interval(metric, interval),
          texts.answers(numbers.count(n)),
          imported > 0 && t.importedOf(numbers.count(imported)),
        ]
          .filter(Boolean)
          .join(' · ')
  return {
    at: (atOf(from) + atOf(to) + dayMs) / 2,
    from: atOf(from),
    to: atOf(to) + dayMs,
    value: score,
    interval,
    n,
    isEarly: early,
    told: t.point(span(from, to), told),
  }
}

/** The second half of these days compared with the first: whether the line goes anywhere is not for the eye to say. */
function halvesPath({ touchpoint }: ScoresEntry, { days, scoresPath }: Reading): string | null {
  if (days.count < 2) return null
  const half = Math.floor(days.count / 2)
  const [last, first] = [addDays(days.from, half - 1), addDays(days.from, half)]
  return scoresPath({ touchpoint, from: first, compareTo: `${days.from}/${last}` })
}

function titleOf({ name, metric, n }: ScoresEntry, halves: ScoresEntry | undefined): string {
  if (n === 0) return t.none
  const { change } = halves ?? {}
  const verdict = change?.verdict
  if (change && verdict === 'lower') return t.fell(name, byChange(metric, change))
  if (change && verdict === 'higher') return t.rose(name, byChange(metric, change))
  return verdict === 'unsure' ? t.flat : t.over(name)
}

function summaryOf({ metric }: ScoresEntry, answered: readonly ScoresPoint[]): string {
  const sorted = answered.toSorted((a, b) => (a.score ?? 0) - (b.score ?? 0))
  const [lowest, highest] = [sorted[0], sorted.at(-1)]
  if (!lowest || !highest) return ''
  const at = ({ score }: ScoresPoint) => numbers.score(metric, score ?? 0)
  if (lowest === highest) return t.one(at(lowest), span(lowest.from, lowest.to))
  if (at(lowest) === at(highest)) return t.same(at(lowest))
  return t.summary(at(lowest), span(lowest.from, lowest.to), at(highest), span(highest.from, highest.to))
}

/** Where the title says that the halves differ, and more of one was imported. */
function differenceOf(halves: ScoresEntry | undefined): string {
  const { change } = halves ?? {}
  const isTold = change?.verdict === 'higher' || change?.verdict === 'lower'
  return halves && change && isTold && isAskedDifferently(halves, change.before)
    ? touchpointFigures.importedChange
    : ''
}

/** What of it was imported, for who cannot see the shaded part. */
function importedOf({ n, imported, importedFrom }: ScoresEntry): string {
  if (imported === 0) return ''
  return t.importedAbout(numbers.count(imported), imported === n, importedFrom.join(', '))
}

function Points({ entry: { metric, points, publications }, shift }: { entry: ScoresEntry; shift: number }) {
  const marks = marksOf(publications, shift)
  const imported = {
    key: 'imported',
    head: t.imported,
    isNumber: true,
    cell: ({ imported }: ScoresPoint) => numbers.count(imported),
  }
  const published = {
    key: 'published',
    head: t.publications,
    cell: ({ from, to }: ScoresPoint) =>
      marks
        .filter(({ at }) => at >= atOf(from) && at < atOf(to) + dayMs)
        .map(({ told }) => told)
        .join('; '),
  }
  return (
    <Table
      caption={t.about}
      rows={points}
      rowKey={({ from }) => from}
      columns={[
        {
          key: 'when',
          head: t.when,
          cell: ({ from, to }) =>
            from === to ? longDay(atOf(from)) : `${shortDay(atOf(from))} – ${longDay(atOf(to))}`,
        },
        {
          key: 'score',
          head: t.score,
          isNumber: true,
          cell: ({ score }) => (score === null ? '' : numbers.score(metric, score)),
        },
        {
          key: 'interval',
          head: t.interval,
          isNumber: true,
          cell: ({ interval }) => interval && numbers.interval(metric, interval),
        },
        { key: 'answers', head: t.answers, isNumber: true, cell: ({ n }) => numbers.count(n) },
        ...(points.some(each => each.imported > 0) ? [imported] : []),
        {
          key: 'shown',
          head: t.shown,
          isNumber: true,
          cell: ({ shown }) => (shown === null ? '' : numbers.count(shown)),
        },
        ...(marks.length > 0 ? [published] : []),
      ]}
    />
  )
}
