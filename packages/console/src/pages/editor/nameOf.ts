import type { Author } from '@tyck/shared/admin/author'
import { editor as t } from '../../texts/en/editor.ts'

/** Who did it, in words; '' where nobody noted it. */
export function nameOf(by: Author): string {
  if (!by) return ''
  if (by.name === null) return t.gone
  return by.kind === 'key' ? t.byKey(by.name) : by.name
}
