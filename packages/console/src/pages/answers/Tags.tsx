import { useState } from 'preact/hooks'
import { address } from '../../api/address.ts'
import { mayEdit, useProject } from '../../api/project.ts'
import { useAction } from '../../api/useAction.ts'
import { useSend } from '../../api/useSend.ts'
import { Button } from '../../parts/Button.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { answers as t } from '../../texts/en/answers.ts'
import type { Answer } from './useAnswers.ts'

/** The team's words for an answer: to add, with those in use offered, and to take away. */
export function Tags({
  answer: { id, tags },
  known,
  onTags,
  onLeave,
}: {
  answer: Answer
  known: readonly string[]
  onTags(tags: string[]): void
  /** Escape in the field. */
  onLeave(): void
}) {
  const isEditor = mayEdit(useProject())
  const send = useSend()
  const [written, setWritten] = useState('')
  const add = useAction(async () => {
    const tag = written.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
    if (tag === '') return
    await send('PUT', address`/v1/responses/${id}/tags/${tag}`, undefined, ['/v1/tags'])
    setWritten('')
    onTags([...new Set([...tags, tag])].sort())
  })
  const remove = useAction(async (tag: string) => {
    await send('DELETE', address`/v1/responses/${id}/tags/${tag}`, undefined, ['/v1/tags'])
    onTags(tags.filter(each => each !== tag))
  })
  const failure = add.failure ?? remove.failure
  return (
    <section class="tagging">
      <h3>{t.tags}</h3>
      {tags.length === 0 && !isEditor && <p class="quiet">{t.noTags}</p>}
      {tags.length > 0 && (
        <ul class="tags">
          {tags.map(tag => (
            <li key={tag} class="tag">
              <span dir="auto">{tag}</span>
              {isEditor && (
                <button type="button" aria-label={t.removeTag(tag)} onClick={() => remove.run(tag)}>
                  ×
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {isEditor && (
        <form
          onSubmit={event => {
            event.preventDefault()
            void add.run()
          }}
        >
          <input
            id="add-tag"
            class="input"
            list="known-tags"
            aria-label={t.addTag}
            placeholder={t.addTag}
            maxLength={40}
            dir="auto"
            autoComplete="off"
            value={written}
            onInput={event => setWritten(event.currentTarget.value)}
            onKeyDown={event => {
              if (event.key !== 'Escape') return
              event.preventDefault()
              event.stopPropagation()
              onLeave()
            }}
          />
          <datalist id="known-tags">
            {known
              .filter(tag => !tags.includes(tag))
              .map(tag => (
                <option key={tag} value={tag} />
              ))}
          </datalist>
          <Button type="submit" busy={add.isRunning}>
            {t.add}
          </Button>
        </form>
      )}
      {failure && <Problem failure={failure} />}
    </section>
  )
}
