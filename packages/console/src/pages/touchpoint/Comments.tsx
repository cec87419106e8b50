import type { Response } from '@tyck/shared/admin/responses'
import type { ScoresEntry } from '@tyck/shared/admin/scores'
import { address, withQuery } from '../../api/address.ts'
import { useProject } from '../../api/project.ts'
import { useResource } from '../../api/useResource.ts'
import { oneOf, useQuery } from '../../app/useQuery.ts'
import { momentIn } from '../../parts/momentIn.ts'
import { OfZone } from '../../parts/OfZone.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { localeName } from '../../parts/reading/localeName.ts'
import { readMeta } from '../../parts/reading/readingParams.ts'
import { useLatest } from '../../parts/reading/useLatest.ts'
import type { Reading } from '../../parts/reading/useReading.ts'
import { Segmented } from '../../parts/Segmented.tsx'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { reading as texts } from '../../texts/en/reading.ts'
import { touchpointFigures } from '../../texts/en/touchpointFigures.ts'

const t = touchpointFigures.comments

/** What people wrote last; where the score fell, those who are least content first, for they say why. */
export function Comments({
  entry: { touchpoint, scale, segments, change },
  reading,
}: {
  entry: ScoresEntry
  reading: Reading
}) {
  const { id } = useProject()
  const worst = segments?.[0]?.segment
  const [{ comments }, setQuery] = useQuery({ comments: oneOf(['', 'worst', 'all'], '') })
  const isOfWorst = comments === '' ? change?.verdict === 'lower' : comments === 'worst'
  const segment = isOfWorst ? worst : undefined
  const { data, failure, isOld, reload } = useLatest(
    useResource<{ responses: Response[] }>(
      reading.responsesPath({ touchpoint, commented: true, segment, limit: 6 }),
    ),
  )
  return (
    <section class="comments" aria-busy={isOld}>
      <h2>{segment ? t.headingOf(texts.segments[segment]) : t.heading}</h2>
      {worst && (
        <Segmented
          label={t.whose}
          options={[
            { value: 'worst', label: texts.segments[worst] },
            { value: 'all', label: t.everybody },
          ]}
          value={segment ? 'worst' : 'all'}
          onValue={chosen => setQuery({ comments: chosen })}
        />
      )}
      {failure && !data && <Problem failure={failure} retry={reload} />}
      {!data && !failure && <Skeleton label={texts.reading} lines={6} />}
      {data?.responses.length === 0 && (
        <p class="quiet">{segment ? t.noneOf(texts.segments[segment]) : t.none}</p>
      )}
      {data && data.responses.length > 0 && (
        <>
          <ul>
            {data.responses.map(response => (
              <li key={response.id}>
                <Comment response={response} scale={scale} timeZone={reading.timeZone} />
              </li>
            ))}
          </ul>
          <a href={withQuery(address`/p/${id}/answers`, { touchpoint, segment, ...asAnswersHave(reading) })}>
            {segment ? t.allOf(texts.segments[segment]) : t.all}
          </a>
          <OfZone timeZone={reading.timeZone} />
        </>
      )}
    </section>
  )
}

function Comment({
  response: { score, segment, metric, comment, locale, shownAt },
  scale,
  timeZone,
}: {
  response: Response
  scale: { min: number; max: number }
  timeZone: string
}) {
  return (
    <>
      <blockquote lang={locale ?? undefined} dir="auto">
        {comment}
      </blockquote>
      <p class="quiet">
        {[
          score !== null &&
            (metric === 'thumbs' && segment ? texts.segments[segment] : t.score(score, scale.max)),
          locale && localeName(locale),
        ]
          .filter(Boolean)
          .join(' · ')}
        {' · '}
        <time dateTime={shownAt}>{momentIn(timeZone, shownAt)}</time>
      </p>
    </>
  )
}

/** The same filters, by the names that the page of answers has for them; of two marks it takes one. */
function asAnswersHave({ query }: Reading) {
  const { range, from, to, channel, locale, who, flagged } = query
  const meta = readMeta(query.meta)
  const marks = { with: '', without: 'unflagged', only: 'flagged' }
  return {
    time: range,
    from: range === 'own' ? from : '',
    to: range === 'own' ? to : '',
    channel,
    locale,
    metadata: meta && JSON.stringify({ [meta.key]: meta.value }),
    trust: who === 'all' ? marks[flagged] : who,
  }
}
