import type { Session } from '@tyck/shared/admin/accounts'
import { useState } from 'preact/hooks'
import { request } from '../../api/request.ts'
import { useAction } from '../../api/useAction.ts'
import { navigate } from '../../app/navigation.ts'
import { useSession } from '../../app/session.tsx'
import { Button, ButtonLink } from '../../parts/Button.tsx'
import { Field } from '../../parts/Field.tsx'
import { Form, FormProblem } from '../../parts/Form.tsx'
import { Lonely } from '../../parts/Lonely.tsx'
import { PasswordField } from '../../parts/PasswordField.tsx'
import { useToken } from '../../parts/useToken.ts'
import { entering } from '../../texts/en/entering.ts'

const t = entering.setUp

/** `/setup#token`: the first account, which owns the first project. The link works once. */
export function SetUpPage() {
  const token = useToken()
  const { enter } = useSession()
  const [given, setGiven] = useState({ project: '', name: '', email: '', password: '' })
  const change = (field: keyof typeof given) => (value: string) =>
    setGiven(before => ({ ...before, [field]: value }))
  const setUp = useAction(async () => {
    const { project, ...account } = given
    const session = await request<Session>('/v1/setup', {
      method: 'POST',
      body: { token, ...account, project: { name: project } },
      anonymous: true,
    })
    enter(session)
    const own = session.projects.find(({ demo }) => !demo)
    navigate(own ? `/p/${own.id}/start` : '/', { replace: true })
  })
  if (token === '' || setUp.failure?.status === 410) {
    const isUsed = token !== ''
    return (
      <Lonely
        title={isUsed ? t.used : entering.noToken}
        about={isUsed ? t.usedAdvice : entering.noTokenAdvice}
      >
        <div>
          <ButtonLink href="/sign-in">{t.signIn}</ButtonLink>
        </div>
      </Lonely>
    )
  }
  return (
    <Lonely title={t.title} about={t.about}>
      <Form action={setUp} onSubmit={setUp.run}>
        <Field
          label={t.project}
          hint={t.projectHint}
          value={given.project}
          onValue={change('project')}
          pointer="/project"
          maxLength={80}
        />
        <Field
          label={entering.name}
          autoComplete="name"
          value={given.name}
          onValue={change('name')}
          pointer="/name"
          maxLength={80}
        />
        <Field
          label={entering.email}
          type="email"
          autoComplete="username"
          value={given.email}
          onValue={change('email')}
          pointer="/email"
        />
        <PasswordField isNew value={given.password} onValue={change('password')} pointer="/password" />
        <FormProblem failure={setUp.failure} shown={['/project/name', '/name', '/email', '/password']} />
        <div>
          <Button type="submit" look="primary" busy={setUp.isRunning}>
            {t.go}
          </Button>
        </div>
      </Form>
    </Lonely>
  )
}
