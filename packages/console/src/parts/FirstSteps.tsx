import type { ComponentChildren } from 'preact'
import { mayEdit, useProject } from '../api/project.ts'
import type { TouchpointList } from '../api/touchpoints.ts'
import { useResource } from '../api/useResource.ts'
import { useAccount } from '../app/session.tsx'
import { firstSteps as t } from '../texts/en/firstSteps.ts'
import { ButtonLink } from './Button.tsx'
import { Empty } from './Empty.tsx'
import { Problem } from './Problem.tsx'

/**
 * What stands where answers will, until somebody was asked for the first time: which step is next, and the way there.
 * Afterwards `children` stand there.
 */
export function FirstSteps({ children }: { children?: ComponentChildren }) {
  const project = useProject()
  const { projects } = useAccount()
  const list = useResource<TouchpointList>('/v1/touchpoints')
  const shown = useResource<{ responses: unknown[] }>('/v1/responses?limit=1')
  const failed = [list, shown].find(({ data, failure }) => failure && !data)
  if (failed?.failure) return <Problem failure={failed.failure} retry={failed.reload} />
  if (!list.data || !shown.data) return null
  if (shown.data.responses.length > 0) return <>{children}</>
  const asked = list.data.touchpoints.find(({ survey }) => survey !== null)
  const named = asked ?? list.data.touchpoints[0]
  const step = asked ? 2 : named ? 1 : 0
  const key = encodeURIComponent(named?.key ?? '')
  const paths = ['start', `start/${key}`, `touchpoints/${key}/install`]
  const demo = projects.find(each => each.demo && each.id !== project.id)
  return (
    <Empty
      title={t.title}
      action={
        <div class="row">
          {mayEdit(project) || step === 2 ? (
            <ButtonLink look="primary" href={`/p/${project.id}/${paths[step]}`}>
              {t.next[step]}
            </ButtonLink>
          ) : (
            <p class="quiet">{t.viewer}</p>
          )}
          {demo && <a href={`/p/${demo.id}`}>{t.demo}</a>}
        </div>
      }
    >
      <p>{t.about}</p>
      <ol class="first-steps">
        {t.steps.map((text, at) => (
          <li
            key={text}
            class={at < step ? 'done' : undefined}
            aria-current={at === step ? 'step' : undefined}
          >
            {text}
            {at < step && <span class="heard">, {t.done}</span>}
          </li>
        ))}
      </ol>
    </Empty>
  )
}
