import type { InvitationSeen } from '@tyck/shared/admin/members'
import { useState } from 'preact/hooks'
import type { Action } from '../../api/useAction.ts'
import { Button } from '../../parts/Button.tsx'
import { Field } from '../../parts/Field.tsx'
import { Form, FormProblem } from '../../parts/Form.tsx'
import { PasswordField } from '../../parts/PasswordField.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { entering } from '../../texts/en/entering.ts'

const t = entering.invitation

/** Name and password of a new account, or the password of the one that there is. */
export function JoinForm({
  invitation: { email, knowsAccount },
  join,
}: {
  invitation: InvitationSeen
  join: Action<[{ name?: string; password: string }]>
}) {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const { failure } = join
  return (
    <Form action={join} onSubmit={() => join.run({ password, ...(knowsAccount ? {} : { name }) })}>
      <p>{knowsAccount ? t.known(email) : t.unknown(email)}</p>
      {!knowsAccount && (
        <Field
          label={entering.name}
          hint={entering.nameHint}
          autoComplete="name"
          value={name}
          onValue={setName}
          pointer="/name"
          maxLength={80}
        />
      )}
      <PasswordField isNew={!knowsAccount} value={password} onValue={setPassword} pointer="/password" />
      {failure?.code === 'wrong-password' ? (
        <Problem failure={failure} title={t.wrong} advice={t.wrongAdvice} />
      ) : (
        <FormProblem failure={failure} shown={['/name', '/password']} />
      )}
      <div>
        <Button type="submit" look="primary" busy={join.isRunning}>
          {t.go}
        </Button>
      </div>
    </Form>
  )
}
