import type { ComponentType } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useProject } from '../../api/project.ts'
import { NotFound } from '../../app/NotFound.tsx'
import type { PageProps } from '../../app/routes.ts'
import { PageHeading } from '../../parts/PageHeading.tsx'
import { settings as t } from '../../texts/en/settings.ts'
import { Audit } from './Audit.tsx'
import { Counting } from './Counting.tsx'
import { Destinations } from './destinations/Destinations.tsx'
import { General } from './General.tsx'
import { Keeping } from './Keeping.tsx'
import { Keys } from './Keys.tsx'
import { Languages } from './Languages.tsx'
import { Look } from './Look.tsx'
import { Members } from './Members.tsx'
import { People } from './People.tsx'
import { Sites } from './Sites.tsx'

const parts = {
  general: General,
  keys: Keys,
  sites: Sites,
  look: Look,
  languages: Languages,
  counting: Counting,
  keeping: Keeping,
  people: People,
  destinations: Destinations,
  members: Members,
  audit: Audit,
} satisfies Record<keyof typeof t.part, ComponentType>

type Part = keyof typeof parts

/** `/p/{project}/settings/{part}`: what is set once, and looked up rarely. */
export function SettingsPage({ params }: PageProps) {
  const { id } = useProject()
  const part = (params.part ?? 'general') as Part
  const nav = useRef<HTMLElement>(null)
  // On a phone the row of parts is longer than the screen.
  useEffect(() => {
    const row = nav.current
    const current = row?.querySelector<HTMLElement>('[aria-current]')
    if (row && current) row.scrollLeft = current.offsetLeft - (row.clientWidth - current.offsetWidth) / 2
  }, [])
  const Shown = Object.hasOwn(parts, part) ? parts[part] : undefined
  if (!Shown) return <NotFound />
  return (
    <div class="settings">
      <nav ref={nav} aria-label={t.parts}>
        {Object.entries(t.part).map(([key, name]) => (
          <a
            key={key}
            href={key === 'general' ? `/p/${id}/settings` : `/p/${id}/settings/${key}`}
            aria-current={key === part ? 'page' : undefined}
          >
            {name}
          </a>
        ))}
      </nav>
      <div class="settings-part">
        <PageHeading title={part === 'general' ? t.title : t.part[part]} />
        <Shown />
      </div>
    </div>
  )
}
