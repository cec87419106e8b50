import type { ScoresEntry, ScoresReply } from '@tyck/shared/admin/scores'
import type { Touchpoint } from '@tyck/shared/admin/touchpoints'
import { address } from '../../api/address.ts'
import { mayEdit, useProject } from '../../api/project.ts'
import type { TouchpointList } from '../../api/touchpoints.ts'
import { useResource } from '../../api/useResource.ts'
import { ButtonLink } from '../../parts/Button.tsx'
import { Empty } from '../../parts/Empty.tsx'
import { FirstSteps } from '../../parts/FirstSteps.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Busy } from '../../parts/reading/Busy.tsx'
import * as numbers from '../../parts/reading/numbers.ts'
import { ReadingFilters } from '../../parts/reading/ReadingFilters.tsx'
import { useLatest } from '../../parts/reading/useLatest.ts'
import { useReading } from '../../parts/reading/useReading.ts'
import { Verdict } from '../../parts/reading/Verdict.tsx'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { Table } from '../../parts/Table.tsx'
import { overview } from '../../texts/en/overview.ts'
import { reading as texts } from '../../texts/en/reading.ts'
import { touchpointList as t } from '../../texts/en/touchpointList.ts'
import { Journey } from './Journey.tsx'

interface Row {
  touchpoint: Touchpoint
  /** What the question that is asked now scores; none before one is published. */
  entry: ScoresEntry | undefined
}

/** `/p/{project}/touchpoints`: all of them in the order of the journey, each with how it does. */
export function TouchpointsPage() {
  const project = useProject()
  const reading = useReading()
  const list = useResource<TouchpointList>('/v1/touchpoints')
  const scores = useLatest(useResource<ScoresReply>(reading.scoresPath()))
  // Together, for the columns would move when the figures come.
  const known = scores.data || scores.failure ? list.data : undefined
  const rows = known?.touchpoints.map(touchpoint => ({
    touchpoint,
    entry: scores.data?.scores.find(({ touchpoint: key, isCurrent }) => key === touchpoint.key && isCurrent),
  }))
  const failed = [list, reading, scores].find(each => each.failure && !('data' in each && each.data))
  return (
    <div class="reading">
      <PageHeading title={t.title} about={t.about}>
        {mayEdit(project) && rows && rows.length > 0 && (
          <ButtonLink look="primary" href={`/p/${project.id}/start`}>
            {t.create}
          </ButtonLink>
        )}
      </PageHeading>
      <ReadingFilters reading={reading} />
      <Busy isReading={scores.isReading} />
      {failed?.failure && <Problem failure={failed.failure} retry={failed.reload} />}
      {!rows && !failed && <Skeleton label={texts.reading} lines={10} />}
      {rows?.length === 0 && (
        <FirstSteps>
          <Empty title={overview.empty}>{mayEdit(project) ? t.emptyEditor : t.emptyViewer}</Empty>
        </FirstSteps>
      )}
      {rows && rows.length > 0 && (
        <div class={scores.isOld ? 'old' : ''} aria-busy={scores.isOld}>
          <Rows rows={rows} carried={reading.carried} />
        </div>
      )}
      {rows && <Journey />}
    </div>
  )
}

function Rows({ rows, carried }: { rows: readonly Row[]; carried: string }) {
  const { id } = useProject()
  return (
    <Table
      caption={t.caption}
      rows={rows}
      rowKey={({ touchpoint }) => touchpoint.key}
      columns={[
        {
          key: 'name',
          head: t.touchpoint,
          cell: ({ touchpoint }) => (
            <>
              <a href={address`/p/${id}/touchpoints/${touchpoint.key}` + carried}>{touchpoint.name}</a>
              <div class="quiet">{touchpoint.key}</div>
              {/* Where there is no room for it in a column of its own. */}
              {stateOf(touchpoint) !== t.states.active && (
                <div class="narrow quiet">{stateOf(touchpoint)}</div>
              )}
            </>
          ),
        },
        {
          key: 'metric',
          head: t.metric,
          isWide: true,
          cell: ({ touchpoint: { survey } }) => survey && texts.metrics[survey.metric],
        },
        { key: 'state', head: t.state, isWide: true, cell: ({ touchpoint }) => stateOf(touchpoint) },
        {
          key: 'rate',
          head: texts.heads.rate,
          isNumber: true,
          isWide: true,
          cell: ({ entry }) => <Rate funnel={entry?.funnel ?? null} />,
        },
        {
          key: 'score',
          head: texts.heads.score,
          isNumber: true,
          cell: ({ entry }) => entry && <Score entry={entry} />,
        },
        {
          key: 'change',
          head: texts.heads.change,
          isWide: true,
          cell: ({ entry }) =>
            entry && <Verdict metric={entry.metric} change={entry.n > 0 ? entry.change : null} />,
        },
      ]}
    />
  )
}

function stateOf({ survey, state }: Touchpoint): string {
  return survey === null && state === 'active' ? t.states.silent : t.states[state]
}

function Rate({ funnel }: { funnel: ScoresEntry['funnel'] }) {
  if (!funnel || funnel.responseRate === null) return null
  return (
    <>
      {numbers.percent(funnel.responseRate)}
      <div class="quiet">
        {[
          funnel.responseRateInterval && numbers.rateInterval(funnel.responseRateInterval),
          texts.ofShown(numbers.count(funnel.shown)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
    </>
  )
}

function Score({ entry: { metric, score, interval, n, early, change } }: { entry: ScoresEntry }) {
  if (score === null) return <span class="quiet">{texts.noAnswers}</span>
  return (
    <>
      <span class={early ? 'early' : ''}>{numbers.score(metric, score)}</span>
      <div class="quiet">
        {[interval && numbers.interval(metric, interval), `n ${numbers.count(n)}`, early && texts.early]
          .filter(Boolean)
          .join(' · ')}
      </div>
      <div class="narrow">
        <Verdict metric={metric} change={change} />
      </div>
    </>
  )
}
