import type { Session } from '@tyck/shared/admin/accounts'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Membership } from '../api/account.ts'
import { request } from '../api/request.ts'
import { useAction } from '../api/useAction.ts'
import { Menu } from '../parts/Menu.tsx'
import { shell as t } from '../texts/en/shell.ts'
import { icons } from './icons.tsx'
import { keepLastProject } from './lastProject.ts'
import { matchRoute } from './matchRoute.ts'
import { navigate } from './navigation.ts'
import { ProjectSwitcher } from './ProjectSwitcher.tsx'
import { routes, type Section } from './routes.ts'
import { useSession } from './session.tsx'
import { useShortcut, useShortcutsHelp } from './shortcuts.tsx'

const sections: { section: Section; path: string; letter: string }[] = [
  { section: 'overview', path: '', letter: 'o' },
  { section: 'touchpoints', path: '/touchpoints', letter: 't' },
  { section: 'answers', path: '/answers', letter: 'a' },
  { section: 'settings', path: '/settings', letter: 's' },
]

/** What stands around every page of who is signed in: the rail, which is a bar at the foot of a phone. */
export function Shell({
  session,
  project,
  section,
  children,
}: {
  session: Session
  project: Membership | undefined
  section: Section | undefined
  children: ComponentChildren
}) {
  useEffect(() => {
    if (project) keepLastProject(project.id)
  }, [project?.id])
  return (
    <div class="shell">
      <a class="skip" href="#content">
        {t.skip}
      </a>
      <header class="rail">
        <ProjectSwitcher projects={session.projects} project={project} />
        {project && (
          <nav aria-label={t.navigation}>
            {sections.filter(isThere).map(each => (
              <SectionLink
                key={each.section}
                {...each}
                project={project.id}
                isCurrent={each.section === section}
              />
            ))}
          </nav>
        )}
        <AccountMenu name={session.account.name || session.account.email} />
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}

/** A word that leads nowhere does not stand there. */
const isThere = ({ path }: { path: string }) => matchRoute(routes, `/p/project${path}`) !== undefined

function SectionLink({
  section,
  path,
  letter,
  project,
  isCurrent,
}: (typeof sections)[number] & { project: string; isCurrent: boolean }) {
  const href = `/p/${project}${path}`
  const name = t.sections[section]
  useShortcut(`g ${letter}`, t.goTo(name), () => navigate(href))
  return (
    <a href={href} aria-current={isCurrent ? 'page' : undefined}>
      {icons[section]}
      {name}
    </a>
  )
}

function AccountMenu({ name }: { name: string }) {
  const { leave } = useSession()
  const showHelp = useShortcutsHelp()
  const signOut = useAction(async () => {
    await request('/v1/session', { method: 'DELETE' })
    leave()
  })
  return (
    <Menu
      look="account"
      side="above"
      label={
        <>
          <span class="initial" aria-hidden="true">
            {[...name][0]?.toUpperCase()}
          </span>
          <span class="name">
            <span class="heard">{t.account('')}</span>
            {name}
          </span>
        </>
      }
    >
      <a href="/account">{t.yourAccount}</a>
      <button type="button" onClick={showHelp}>
        {t.shortcuts} <kbd>?</kbd>
      </button>
      <hr />
      <button type="button" onClick={() => signOut.run()}>
        {t.signOut}
      </button>
    </Menu>
  )
}
