import { useState } from 'preact/hooks'
import { request } from '../../api/request.ts'
import { useAction } from '../../api/useAction.ts'
import { useAccount } from '../../app/session.tsx'
import { Button } from '../../parts/Button.tsx'
import { Form, FormProblem } from '../../parts/Form.tsx'
import { PasswordField } from '../../parts/PasswordField.tsx'
import { say } from '../../parts/Status.tsx'
import { account as t } from '../../texts/en/account.ts'

/** A new password, for who knows the old one. */
export function PasswordForm() {
  const { account } = useAccount()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const save = useAction(async () => {
    await request('/v1/account/password', { method: 'PUT', body: { current, next } })
    setCurrent('')
    setNext('')
    say(t.passwordSaved)
  })
  const isWrong = save.failure?.code === 'wrong-password'
  return (
    <section class="stack">
      <h2>{t.passwordTitle}</h2>
      <Form action={save} onSubmit={save.run}>
        {/* So that a password manager knows whose it is. */}
        <input type="text" hidden autoComplete="username" value={account.email} readOnly />
        <PasswordField
          label={t.current}
          value={current}
          onValue={setCurrent}
          pointer="/current"
          error={isWrong ? t.wrong : undefined}
        />
        <PasswordField isNew label={t.next} value={next} onValue={setNext} pointer="/next" />
        {!isWrong && <FormProblem failure={save.failure} shown={['/current', '/next']} />}
        <div>
          <Button type="submit" busy={save.isRunning}>
            {t.savePassword}
          </Button>
        </div>
      </Form>
    </section>
  )
}
