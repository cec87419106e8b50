import type { ScoresEntry, ScoresReply } from '@tyck/shared/admin/scores'
import { useProject } from '../../api/project.ts'
import { useResource } from '../../api/useResource.ts'
import { Empty } from '../../parts/Empty.tsx'
import { FirstSteps } from '../../parts/FirstSteps.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Busy } from '../../parts/reading/Busy.tsx'
import { FunnelFigure } from '../../parts/reading/FunnelFigure.tsx'
import * as numbers from '../../parts/reading/numbers.ts'
import { ReadingFilters } from '../../parts/reading/ReadingFilters.tsx'
import { useLatest } from '../../parts/reading/useLatest.ts'
import { useReading } from '../../parts/reading/useReading.ts'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { Tests } from '../../parts/Tests.tsx'
import { overview as t } from '../../texts/en/overview.ts'
import { reading as texts } from '../../texts/en/reading.ts'
import { Changes } from './Changes.tsx'
import { changesOf } from './changesOf.ts'
import { MetricFigure } from './MetricFigure.tsx'

/** `/p/{project}`: what changed and whether it is real, what each touchpoint scores, and how many answer. */
export function OverviewPage() {
  const project = useProject()
  const reading = useReading()
  const scores = useLatest(useResource<ScoresReply>(reading.scoresPath()))
  const { data, isOld, isReading } = scores
  const { failure, reload } = reading.failure ? reading : scores
  const current = data?.scores.filter(({ isCurrent }) => isCurrent) ?? []
  const isQuiet = current.every(({ funnel, n }) => n === 0 && !funnel?.shown)
  return (
    <div class="reading overview">
      <PageHeading title={t.title} about={data && !isQuiet ? told(current) || project.name : project.name} />
      {project.demo && <p class="quiet">{t.demo}</p>}
      <ReadingFilters reading={reading} />
      <Busy isReading={isReading} />
      {failure && !data && <Problem failure={failure} retry={reload} />}
      {!data && !failure && <Skeleton label={texts.reading} lines={12} />}
      {data && isQuiet && (
        <FirstSteps>
          {current.length === 0 ? (
            <Empty title={t.empty}>{t.emptyAbout}</Empty>
          ) : (
            <Empty title={t.quiet}>
              <p>{t.quietAbout}</p>
              <Tests />
            </Empty>
          )}
        </FirstSteps>
      )}
      {data && !isQuiet && (
        <>
          <Changes entries={current} reading={reading} isOld={isOld} />
          <section>
            <h2>{t.metricsTitle}</h2>
            <p class="quiet">{t.dots}</p>
            {data.scores.map(
              ({ isCurrent, n, seriesId, name }) =>
                !isCurrent &&
                n > 0 && (
                  <p key={seriesId} class="quiet">
                    {t.earlier(name, texts.answers(numbers.count(n)))}
                  </p>
                ),
            )}
            <div class="figures">
              {[...new Set(current.map(({ metric }) => metric))].map(metric => (
                <MetricFigure
                  key={metric}
                  metric={metric}
                  entries={current.filter(entry => entry.metric === metric)}
                  carried={reading.carried}
                  isOld={isOld}
                />
              ))}
            </div>
          </section>
          <FunnelFigure level={2} entries={data.scores} isOld={isOld} />
        </>
      )}
    </div>
  )
}

function told(entries: readonly ScoresEntry[]): string {
  const { fell, rose, open } = changesOf(entries)
  return t.told(fell.length, rose.length, open.length)
}
