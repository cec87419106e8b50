import type { ComponentChildren } from 'preact'
import { useContext, useEffect, useRef } from 'preact/hooks'
import { ProjectContext } from '../api/project.ts'
import { takeHeadingFocus } from '../app/navigation.ts'

/**
 * The heading of a page, once a page. It names the document, and takes the focus when the page has just been gone to,
 * so that a screen reader begins here. Draw it at once, before anything is read.
 */
export function PageHeading({
  title,
  about,
  children,
}: {
  title: string
  /** A line beneath it, quieter. */
  about?: ComponentChildren
  /** What stands at its right: the page's primary action. */
  children?: ComponentChildren
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  const project = useContext(ProjectContext)?.name
  useEffect(() => {
    document.title = [title, project, 'Tyck'].filter(Boolean).join(' · ')
  }, [title, project])
  useEffect(() => {
    if (takeHeadingFocus()) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <header class="page-heading">
      <div>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {about && <p class="about">{about}</p>}
      </div>
      {children && <div class="row">{children}</div>}
    </header>
  )
}
