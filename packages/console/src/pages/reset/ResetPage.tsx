import type { Session } from '@tyck/shared/admin/accounts'
import { useState } from 'preact/hooks'
import { request } from '../../api/request.ts'
import { useAction } from '../../api/useAction.ts'
import { navigate } from '../../app/navigation.ts'
import { useSession } from '../../app/session.tsx'
import { Button, ButtonLink } from '../../parts/Button.tsx'
import { Form, FormProblem } from '../../parts/Form.tsx'
import { Lonely } from '../../parts/Lonely.tsx'
import { PasswordField } from '../../parts/PasswordField.tsx'
import { say } from '../../parts/Status.tsx'
import { useToken } from '../../parts/useToken.ts'
import { entering } from '../../texts/en/entering.ts'

const t = entering.reset

/** `/reset#token`: a new password, by a link that an owner made. */
export function ResetPage() {
  const token = useToken()
  const { enter } = useSession()
  const [password, setPassword] = useState('')
  const reset = useAction(async () => {
    const body = { token, password }
    enter(await request<Session>('/v1/password-resets', { method: 'POST', body, anonymous: true }))
    say(t.done)
    navigate('/', { replace: true })
  })
  const isOver = [404, 410].includes(reset.failure?.status ?? 0)
  if (!token || isOver) {
    return (
      <Lonely
        title={token ? t.ended : entering.noToken}
        about={token ? t.endedAdvice : entering.noTokenAdvice}
      >
        <div>
          <ButtonLink href="/sign-in">{entering.signIn.title}</ButtonLink>
        </div>
      </Lonely>
    )
  }
  return (
    <Lonely title={t.title} about={t.about}>
      <Form action={reset} onSubmit={reset.run}>
        <PasswordField
          isNew
          label={entering.newPassword}
          value={password}
          onValue={setPassword}
          pointer="/password"
        />
        <FormProblem failure={reset.failure} shown={['/password']} />
        <div>
          <Button type="submit" look="primary" busy={reset.isRunning}>
            {t.go}
          </Button>
        </div>
      </Form>
    </Lonely>
  )
}
