import { request } from '../../api/request.ts'
import { useAction } from '../../api/useAction.ts'
import { useAccount, useSession } from '../../app/session.tsx'
import { Button } from '../../parts/Button.tsx'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { account as t } from '../../texts/en/account.ts'
import { NameForm } from './NameForm.tsx'
import { PasswordForm } from './PasswordForm.tsx'

/** `/account`: one's name, password and sessions. */
export function AccountPage() {
  const { account } = useAccount()
  const { leave } = useSession()
  const signOut = useAction(async () => {
    await request('/v1/sessions', { method: 'DELETE' })
    leave()
  })
  return (
    <>
      <PageHeading title={t.title} about={account.email} />
      <div class="account-page">
        <NameForm name={account.name} />
        <PasswordForm />
        <section class="stack">
          <h2>{t.everywhereTitle}</h2>
          <p class="quiet">{t.everywhereAbout}</p>
          {signOut.failure && <Problem failure={signOut.failure} />}
          <Button busy={signOut.isRunning} onClick={() => signOut.run()}>
            {t.everywhere}
          </Button>
        </section>
      </div>
    </>
  )
}
