import type { ScoresEntry, ScoresReply } from '@tyck/shared/admin/scores'
import type { Touchpoint } from '@tyck/shared/admin/touchpoints'
import { address } from '../../api/address.ts'
import { mayEdit, useProject } from '../../api/project.ts'
import { useResource } from '../../api/useResource.ts'
import { NotFound } from '../../app/NotFound.tsx'
import type { PageProps } from '../../app/routes.ts'
import { text, useQuery } from '../../app/useQuery.ts'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Busy } from '../../parts/reading/Busy.tsx'
import { FunnelFigure } from '../../parts/reading/FunnelFigure.tsx'
import { ReadingFilters } from '../../parts/reading/ReadingFilters.tsx'
import { useLatest } from '../../parts/reading/useLatest.ts'
import { useReading } from '../../parts/reading/useReading.ts'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { reading as texts } from '../../texts/en/reading.ts'
import { touchpointFigures as t } from '../../texts/en/touchpointFigures.ts'
import { touchpointList as list } from '../../texts/en/touchpointList.ts'
import { Comments } from './Comments.tsx'
import { DistributionFigure } from './DistributionFigure.tsx'
import { Headline } from './Headline.tsx'
import { Segments } from './Segments.tsx'
import { SeriesChoice } from './SeriesChoice.tsx'
import { TrendFigure } from './TrendFigure.tsx'

/** `/p/{project}/touchpoints/{key}`: all that one touchpoint's answers say, each question by itself. */
export function TouchpointPage({ params }: PageProps) {
  const key = params.key ?? ''
  const project = useProject()
  const reading = useReading()
  const [{ series }, setQuery] = useQuery({ series: text })
  const touchpoint = useResource<Touchpoint>(address`/v1/touchpoints/${key}`)
  const scores = useLatest(useResource<ScoresReply>(reading.scoresPath({ touchpoint: key })))
  // Many changes are judged together, so that chance is not told as a finding: here as on the overview.
  const all = useLatest(useResource<ScoresReply>(reading.isCompared ? reading.scoresPath() : null))
  const isJudged = !reading.isCompared || all.data !== undefined || all.failure !== undefined
  const own = isJudged ? chosen(scores.data?.scores ?? [], series) : undefined
  const entry = own && judgedAmong(all.data?.scores ?? [], own)
  const name = touchpoint.data?.name ?? entry?.name ?? key
  const failed = [touchpoint, reading, scores].find(each => each.failure && !('data' in each && each.data))
  const of = { entry, reading, isOld: scores.isOld || all.isOld }
  if (touchpoint.failure?.code === 'not-found') return <NotFound />
  return (
    <div class="reading touchpoint">
      <PageHeading title={name} about={touchpoint.data && aboutOf(touchpoint.data)}>
        <a href={address`/p/${project.id}/touchpoints/${key}/install`}>{t.install}</a>
        {mayEdit(project) && <a href={address`/p/${project.id}/touchpoints/${key}/edit`}>{t.edit}</a>}
      </PageHeading>
      <ReadingFilters reading={reading} touchpoint={key} />
      <Busy isReading={scores.isReading} />
      {failed?.failure && <Problem failure={failed.failure} retry={failed.reload} />}
      {!(scores.data && isJudged) && !failed && <Skeleton label={texts.reading} lines={14} />}
      {scores.data && (
        <SeriesChoice
          entries={scores.data.scores}
          chosen={entry}
          timeZone={reading.timeZone}
          onChosen={id => setQuery({ series: id }, { push: true })}
        />
      )}
      {entry && (
        <>
          <Headline {...of} entry={entry} />
          <div class="beside">
            <DistributionFigure entry={entry} isOld={scores.isOld} />
            <TrendFigure entry={entry} reading={reading} />
          </div>
          <FunnelFigure level={2} entries={[entry]} isOld={scores.isOld} />
          <Segments entry={entry} reading={reading} />
          <Comments entry={entry} reading={reading} />
        </>
      )}
    </div>
  )
}

/** The series that the address names, else the one that is asked now. */
function chosen(entries: readonly ScoresEntry[], seriesId: string): ScoresEntry | undefined {
  return (
    entries.find(entry => entry.seriesId === seriesId) ??
    entries.find(({ isCurrent }) => isCurrent) ??
    entries[0]
  )
}

/** The entry with the verdict that it has among all of the project's. */
function judgedAmong(all: readonly ScoresEntry[], entry: ScoresEntry): ScoresEntry {
  const { change } = all.find(({ seriesId }) => seriesId === entry.seriesId) ?? {}
  if (!entry.change || !change) return entry
  const { verdict, needed } = change
  return { ...entry, change: { ...entry.change, verdict, needed } }
}

function aboutOf({ key, survey, state }: Touchpoint): string {
  const question = survey?.locales[survey.defaultLocale]?.question
  const told = state === 'active' ? (survey ? '' : list.states.silent) : list.states[state]
  return [question && `“${question}”`, told, key].filter(Boolean).join(' · ')
}
