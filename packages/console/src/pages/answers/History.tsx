import type { RespondentResponse } from '@tyck/shared/admin/respondents'
import { withQuery } from '../../api/address.ts'
import { useResource } from '../../api/useResource.ts'
import { Problem } from '../../parts/Problem.tsx'
import { Skeleton } from '../../parts/Skeleton.tsx'
import { answers as t } from '../../texts/en/answers.ts'
import { Said } from './Said.tsx'
import { Score, scoreWords } from './Score.tsx'
import type { Answer } from './useAnswers.ts'
import type { Telling } from './useTelling.ts'
import { when } from './when.ts'

const most = 20

/** What else the respondent was asked, and said, newest first. */
export function History({ answer, telling }: { answer: Answer; telling: Telling }) {
  const { respondent, id } = answer
  const path = respondent === null ? null : withQuery('/v1/respondents', { respondent, limit: most })
  const { data, failure, reload } = useResource<{ responses: RespondentResponse[]; next: string | null }>(
    path,
  )
  const others = data?.responses.filter(response => response.id !== id)
  return (
    <section class="history">
      <h3>{t.history}</h3>
      {respondent === null && <p class="quiet">{t.historyAnonymous}</p>}
      {failure && !data && <Problem failure={failure} retry={reload} />}
      {path !== null && !data && !failure && <Skeleton label={t.historyReading} lines={2} />}
      {others?.length === 0 && <p class="quiet">{t.historyNone}</p>}
      {others && others.length > 0 && (
        <ol>
          {others.map(other => (
            <li key={other.id}>
              <p class="row">
                <Score answer={other} />
                <span class="heard">{scoreWords(other)}</span>
                <span>{telling.nameOf(other.touchpoint)}</span>
                <span class="quiet">{when(other.shownAt, telling.timeZone, Date.now())}</span>
              </p>
              {other.comment !== null && <Said answer={other} />}
              {other.score === null && other.comment === null && (
                <p class="quiet">{other.dismissedAt ? t.dismissed : t.shownOnly}</p>
              )}
            </li>
          ))}
        </ol>
      )}
      {data?.next && <p class="quiet">{t.historyMore}</p>}
    </section>
  )
}
