import type { Response as TyckResponse } from '@tyck/shared/admin/responses'
import { withQuery } from '../../api/address.ts'
import { useProject } from '../../api/project.ts'
import { useResource } from '../../api/useResource.ts'
import { ButtonLink } from '../../parts/Button.tsx'
import { classes } from '../../parts/classes.ts'
import { Notice } from '../../parts/Notice.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { ago } from '../../texts/en/ago.ts'
import { install } from '../../texts/en/install.ts'
import { RefusedOrigins } from './RefusedOrigins.tsx'

const t = install.light
const everyMs = 2_000
/** Of more it says only that. */
const mostCounted = 20

/** A light that turns on by itself when the question is shown for the first time, and again when it is answered. */
export function FirstShowing({ touchpoint }: { touchpoint: string }) {
  const { id } = useProject()
  const newest = (query: object) => withQuery('/v1/responses', { touchpoint, ...query })
  const { data, failure, reload } = useResource<{ responses: TyckResponse[] }>(newest({ limit: 1 }), {
    everyMs,
  })
  const answers = useResource<{ responses: TyckResponse[] }>(
    newest({ answered: true, limit: mostCounted + 1 }),
    {
      everyMs,
    },
  )
  const shown = data?.responses[0]
  const answered = answers.data?.responses[0]
  const state = answered ? 'answered' : shown ? 'shown' : 'waiting'
  const count = answers.data?.responses.length ?? 0
  const latest = answered ?? shown
  const now = Date.now()
  return (
    <section class="first-showing card" aria-labelledby="first-showing">
      <h2 id="first-showing">{t.title}</h2>
      <div role="status" class="stack">
        <p class={classes('light', state)}>
          {state === 'answered' ? t.answered(Math.min(count, mostCounted), count > mostCounted) : t[state]}
        </p>
        {state === 'waiting' && <p class="quiet">{t.waitingAbout}</p>}
        {answered && (
          <p>{t.answeredWith(answered.score ?? 0, ago(answered.answeredAt ?? answered.shownAt, now))}</p>
        )}
        {shown && <p class="quiet">{t.shownOn(shown.page ?? t.somewhere, ago(shown.shownAt, now))}</p>}
      </div>
      {latest?.test && (
        <Notice>
          <p>
            <strong>{answered ? t.testAnswer : t.testShowing}</strong> {t.test}
          </p>
          <p>{t.counting}</p>
        </Notice>
      )}
      {failure && !data && <Problem failure={failure} retry={reload} />}
      <RefusedOrigins everyMs={everyMs} />
      {shown ? (
        <div class="row">
          {answered?.test && (
            <ButtonLink href={`/p/${id}/answers?show=tests`} look="primary">
              {t.toTests}
            </ButtonLink>
          )}
          <ButtonLink href={`/p/${id}`} look={answered && !answered.test ? 'primary' : 'usual'}>
            {t.toOverview}
          </ButtonLink>
        </div>
      ) : (
        <details>
          <summary>{t.help}</summary>
          <ul>
            {t.helpLines.map(line => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
