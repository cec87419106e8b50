import { ButtonLink } from '../parts/Button.tsx'
import { PageHeading } from '../parts/PageHeading.tsx'
import { shell as t } from '../texts/en/shell.ts'

export function NotFound() {
  return (
    <>
      <PageHeading title={t.notFound} about={t.notFoundAbout} />
      <ButtonLink href="/">{t.toStart}</ButtonLink>
    </>
  )
}
