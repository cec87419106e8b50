import type { Session } from '@tyck/shared/admin/accounts'
import { useEffect, useState } from 'preact/hooks'
import { request } from '../../api/request.ts'
import { useAction } from '../../api/useAction.ts'
import { navigate } from '../../app/navigation.ts'
import { useSession } from '../../app/session.tsx'
import { text, useQuery } from '../../app/useQuery.ts'
import { Button } from '../../parts/Button.tsx'
import { Field } from '../../parts/Field.tsx'
import { Form } from '../../parts/Form.tsx'
import { Lonely } from '../../parts/Lonely.tsx'
import { PasswordField } from '../../parts/PasswordField.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { entering } from '../../texts/en/entering.ts'
import { ownPath } from './ownPath.ts'

const t = entering.signIn

/** `/sign-in?next=/p/…`: afterwards one is where one wanted to be. */
export function SignInPage() {
  const { state, enter } = useSession()
  const [{ next }] = useQuery({ next: text })
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useAction(async () => {
    enter(
      await request<Session>('/v1/session', { method: 'POST', body: { email, password }, anonymous: true }),
    )
  })
  useEffect(() => {
    if (state.is === 'in') navigate(ownPath(next), { replace: true })
  }, [state.is])
  const isWrong = signIn.failure?.status === 401
  return (
    <Lonely title={t.title}>
      <Form action={signIn} onSubmit={signIn.run}>
        {signIn.failure && (
          <Problem
            failure={signIn.failure}
            title={isWrong ? t.wrong : undefined}
            advice={isWrong ? t.wrongAdvice : undefined}
          />
        )}
        <Field
          label={entering.email}
          type="email"
          autoComplete="username"
          value={email}
          onValue={setEmail}
          pointer="/email"
        />
        <PasswordField value={password} onValue={setPassword} pointer="/password" />
        <div>
          <Button type="submit" look="primary" busy={signIn.isRunning}>
            {t.go}
          </Button>
        </div>
      </Form>
      <p class="quiet">{t.forgot}</p>
      <p class="quiet">{t.first}</p>
    </Lonely>
  )
}
