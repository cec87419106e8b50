import type { Response as TyckResponse } from '@tyck/shared/admin/responses'
import { withQuery } from '../../api/address.ts'
import { useProject } from '../../api/project.ts'
import { useResource } from '../../api/useResource.ts'
import { ButtonLink } from '../../parts/Button.tsx'
import { classes } from '../../parts/classes.ts'
import { Problem } from '../../parts/Problem.tsx'
import { ago } from '../../texts/en/ago.ts'
import { install } from '../../texts/en/install.ts'
import { RefusedOrigins } from './RefusedOrigins.tsx'

const t = install.light
const everyMs = 2_000

/** A light that turns on by itself when the question is shown for the first time, and again when it is answered. */
export function FirstShowing({ touchpoint }: { touchpoint: string }) {
  const { id } = useProject()
  const newest = (query: object) => withQuery('/v1/responses', { touchpoint, limit: 2, ...query })
  const { data, failure, reload } = useResource<{ responses: TyckResponse[] }>(newest({}), { everyMs })
  const answers = useResource<{ responses: TyckResponse[] }>(newest({ answered: true }), { everyMs })
  const shown = data?.responses[0]
  const answered = answers.data?.responses[0]
  const state = answered ? 'answered' : shown ? 'shown' : 'waiting'
  const isFirst = (answers.data?.responses.length ?? 0) < 2
  const latest = answered ?? shown
  const now = Date.now()
  return (
    <section class="first-showing card" aria-labelledby="first-showing">
      <h2 id="first-showing">{t.title}</h2>
      <div role="status" class="stack">
        <p class={classes('light', state)}>{isFirst ? t[state] : t.answering}</p>
        {state === 'waiting' && <p class="quiet">{t.waitingAbout}</p>}
        {answered && (
          <p>{t.answeredWith(answered.score ?? 0, ago(answered.answeredAt ?? answered.shownAt, now))}</p>
        )}
        {shown && <p class="quiet">{t.shownOn(shown.page ?? t.somewhere, ago(shown.shownAt, now))}</p>}
        {latest?.test && <p class="quiet">{t.test}</p>}
      </div>
      {failure && !data && <Problem failure={failure} retry={reload} />}
      <RefusedOrigins everyMs={everyMs} />
      {shown ? (
        <ButtonLink href={`/p/${id}`} look={answered ? 'primary' : 'usual'}>
          {t.toOverview}
        </ButtonLink>
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
