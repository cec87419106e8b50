import type { DraftSurvey } from '@tyck/shared/admin/drafts'
import type { Segment } from '@tyck/shared/metric'
import { useEffect, useRef } from 'preact/hooks'
import { Button } from '../../parts/Button.tsx'
import { editor as t } from '../../texts/en/editor.ts'
import { useFault } from './faults.ts'
import { reasonKey, withEachTexts } from './survey.ts'
import { TextField } from './TextField.tsx'
import { textsOf } from './Wording.tsx'

type Reason = { key: string; label: string }

/**
 * The reasons that one segment may tap. Which there are is said in the default language; the others have the same keys
 * with labels of their own, so that reasons can be counted across languages.
 */
export function Reasons({
  segment,
  survey,
  columns,
  onSurvey,
}: {
  segment: Segment
  survey: DraftSurvey
  columns: string[]
  onSurvey(survey: DraftSurvey): void
}) {
  const { defaultLocale } = survey
  const listOf = (tag: string): Reason[] => textsOf(survey, tag).reasons[segment] ?? []
  const own = listOf(defaultLocale)
  /** The reasons of every language, made from those of the default one. */
  const put = (
    reasons: Reason[],
    change: (tag: string, reason: Reason, before: Reason | undefined) => Reason,
  ) =>
    onSurvey(
      withEachTexts(survey, (texts, tag) => {
        const before = texts.reasons[segment] ?? []
        const list = reasons.map(reason =>
          change(
            tag,
            reason,
            before.find(({ key }) => key === reason.key),
          ),
        )
        return { ...texts, reasons: { ...texts.reasons, [segment]: list } }
      }),
    )
  const kept = (tag: string, reason: Reason, before: Reason | undefined) =>
    tag === defaultLocale ? reason : (before ?? { key: reason.key, label: '' })

  function write(tag: string, at: number, label: string) {
    const reason = own[at]
    if (!reason) return
    if (tag !== defaultLocale) {
      put(own, (each, one, before) =>
        each === tag && one.key === reason.key ? { key: one.key, label } : kept(each, one, before),
      )
      return
    }
    // Its key follows what is written, until it has been published under it.
    const others = own.filter(each => each !== reason).map(({ key }) => key)
    const isNew = /^reason(-\d+)?$/.test(reason.key) || reason.key === reasonKey(reason.label, others)
    const key = isNew ? reasonKey(label, others) : reason.key
    put(own.with(at, { key, label }), (each, one, before) => {
      if (each === defaultLocale) return one
      const old = textsOf(survey, each).reasons[segment]?.find(found => found.key === reason.key)
      return one.key === key ? { key, label: old?.label ?? '' } : kept(each, one, before)
    })
  }
  const list = useRef<HTMLFieldSetElement>(null)
  const wanted = useRef(0)
  useEffect(() => {
    // The new one, in the default language: the first of its row.
    if (own.length === wanted.current) {
      list.current?.querySelector<HTMLElement>('.reason:last-of-type input')?.focus()
    }
    wanted.current = 0
  }, [own.length])
  const addReason = () => {
    wanted.current = own.length + 1
    const key = reasonKey(
      '',
      own.map(reason => reason.key),
    )
    put([...own, { key, label: '' }], kept)
  }

  return (
    <fieldset class="reasons" ref={list}>
      <legend>{t.reasons}</legend>
      {own.map((reason, at) => (
        <div class="reason" key={at}>
          <div class="texts">
            {columns.map(tag => (
              <TextField
                key={tag}
                label={t.reason(at + 1)}
                pointer={`/survey/locales/${tag}/reasons/${segment}/${at}/label`}
                locale={tag}
                value={listOf(tag).find(({ key }) => key === reason.key)?.label ?? ''}
                onValue={label => write(tag, at, label)}
                isQuiet
              />
            ))}
          </div>
          <div class="row">
            <Button
              look="plain"
              aria-label={t.moveUp(reason.label || t.reason(at + 1))}
              disabled={at === 0}
              onClick={() => put(moved(own, at), kept)}
            >
              ↑
            </Button>
            <Button
              look="plain"
              aria-label={t.removeReason(reason.label || t.reason(at + 1))}
              onClick={() => put(own.toSpliced(at, 1), kept)}
            >
              ×
            </Button>
          </div>
        </div>
      ))}
      {columns.map(tag => (
        <GroupFault key={tag} pointer={`/survey/locales/${tag}/reasons/${segment}`} />
      ))}
      {own.length < 8 && <Button onClick={addReason}>{t.addReason}</Button>}
    </fieldset>
  )
}

function moved<T>(list: readonly T[], at: number): T[] {
  const next = [...list]
  next.splice(at - 1, 0, ...next.splice(at, 1))
  return next
}

function GroupFault({ pointer }: { pointer: string }) {
  const { missing, error } = useFault(pointer)
  if (!missing && !error) return null
  return <p class={error ? 'error' : 'missing'}>{error ?? missing}</p>
}
