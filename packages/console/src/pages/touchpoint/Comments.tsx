import type { Response } from '@tyck/shared/admin/responses'
import { address, withQuery } from '../../api/address.ts'
import { useProject } from '../../api/project.ts'
import { useResource } from '../../api/useResource.ts'
import { Problem } from '../../parts/Problem.tsx'
import { momentIn } from '../../parts/reading/days.ts'
import { localeName } from '../../parts/reading/localeName.ts'
import { readMeta } from '../../parts/reading/readingParams.ts'
import { useLatest } from '../../parts/reading/useLatest.ts'
import type { Reading } from '../../parts/reading/useReading.ts'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { reading as texts } from '../../texts/en/reading.ts'
import { touchpointFigures } from '../../texts/en/touchpointFigures.ts'

const t = touchpointFigures.comments

/** What people wrote last. */
export function Comments({
  touchpoint,
  reading,
  scale,
}: {
  touchpoint: string
  reading: Reading
  scale: { min: number; max: number }
}) {
  const { id } = useProject()
  const { data, failure, isOld, reload } = useLatest(
    useResource<{ responses: Response[] }>(reading.responsesPath({ touchpoint, commented: true, limit: 6 })),
  )
  return (
    <section class="comments" aria-busy={isOld}>
      <h2>{t.heading}</h2>
      {failure && !data && <Problem failure={failure} retry={reload} />}
      {!data && !failure && <Skeleton label={texts.reading} lines={6} />}
      {data?.responses.length === 0 && <p class="quiet">{t.none}</p>}
      {data && data.responses.length > 0 && (
        <>
          <ul>
            {data.responses.map(response => (
              <li key={response.id}>
                <Comment response={response} scale={scale} timeZone={reading.timeZone} />
              </li>
            ))}
          </ul>
          <a href={withQuery(address`/p/${id}/answers`, { touchpoint, ...asAnswersHave(reading) })}>
            {t.all}
          </a>
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
