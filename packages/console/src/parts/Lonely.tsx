import type { ComponentChildren } from 'preact'
import { Mark } from '../app/ProjectSwitcher.tsx'
import { PageHeading } from './PageHeading.tsx'

/** A page of who is not signed in: a heading, and one thing to do. */
export function Lonely({
  title,
  about,
  children,
}: {
  title: string
  about?: ComponentChildren
  children: ComponentChildren
}) {
  return (
    <main class="lonely">
      <Mark />
      <PageHeading title={title} about={about} />
      {children}
    </main>
  )
}
