import type { Membership } from '../api/account.ts'
import { Menu } from '../parts/Menu.tsx'
import { shell as t } from '../texts/en/shell.ts'

/** The project one looks at, and the way to another. */
export function ProjectSwitcher({
  projects,
  project,
}: {
  projects: readonly Membership[]
  project: Membership | undefined
}) {
  return (
    <Menu
      look="projects"
      label={
        <>
          <Mark />
          <span class="name">
            <span class="heard">{t.project}: </span>
            {project?.name ?? 'Tyck'}
          </span>
        </>
      }
    >
      {projects.map(({ id, name, demo }) => (
        <a key={id} href={`/p/${id}`} aria-current={id === project?.id ? 'true' : undefined}>
          {name}
          {demo && <span class="tag">{t.demo}</span>}
        </a>
      ))}
      <hr />
      <a href="/projects">{t.allProjects}</a>
    </Menu>
  )
}

/** The product's mark. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <g fill="var(--on-accent)">
        <rect x="6" y="18" width="4" height="8" rx="2" />
        <rect x="14" y="12" width="4" height="14" rx="2" />
        <rect x="22" y="6" width="4" height="20" rx="2" />
      </g>
    </svg>
  )
}
