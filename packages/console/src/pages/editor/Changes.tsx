import type { Change } from '@tyck/shared/admin/difference'
import { editorChanges as t } from '../../texts/en/editorChanges.ts'
import { describeChange } from './describeChange.ts'
import { inParts } from './wholeParts.ts'

/** How something differs from something else, part by part, in words. */
export function Changes({
  changes,
  was = t.was,
  is = t.is,
  isFirst = false,
}: {
  changes: readonly Change[]
  was?: string
  is?: string
  /** Nothing was there before. */
  isFirst?: boolean
}) {
  if (changes.length === 0) return <p class="quiet">{t.none}</p>
  return (
    <ul class="changes">
      {inParts(changes).map(change => {
        const { title, before, after } = describeChange(change)
        return (
          <li key={change.part + change.pointer}>
            <b>{title}</b>
            {(before !== undefined || after !== undefined) && (
              <dl>
                {!isFirst && (
                  <>
                    <dt>{was}</dt>
                    <dd dir="auto">{before ?? <span class="quiet">{t.nothing}</span>}</dd>
                  </>
                )}
                <dt>{is}</dt>
                <dd dir="auto">{after ?? <span class="quiet">{t.nothing}</span>}</dd>
              </dl>
            )}
          </li>
        )
      })}
    </ul>
  )
}
