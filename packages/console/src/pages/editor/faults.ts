import type { DraftInput, TouchpointDraft } from '@tyck/shared/admin/drafts'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { editor as t } from '../../texts/en/editor.ts'
import { sayExpected } from '../../texts/en/expected.ts'
import { draftOf, isSame } from './draftOf.ts'

export type Fault = TouchpointDraft['faults'][number]

/** What stands against publishing the draft, by pointers into it. */
export const FaultsContext = createContext<readonly Fault[]>([])

/** What is said of a field: that it is missing, or what is wrong with it. */
export function useFault(pointer: string, unit?: 'percent'): { missing?: string; error?: string } {
  const fault = useContext(FaultsContext).find(each => each.pointer === pointer)
  if (!fault) return {}
  if (fault.code === 'missing') return { missing: t.needed }
  if (fault.code === 'not-as-in-default-locale') return { missing: t.like }
  return { error: sayExpected(fault.expected, unit) }
}

/** Whether a pointer into a survey is of a language: `/locales/pt-PT` is not of `pt`. */
export function isOfLocale(pointer: string, tag: string): boolean {
  const locale = `/locales/${tag}`
  return pointer === locale || pointer.startsWith(`${locale}/`)
}

/** The faults of what is known but for those of fields that were written since: whether they last is not known. */
export function lasting(known: TouchpointDraft, content: DraftInput): Fault[] {
  const judged = draftOf(known)
  if (isSame(judged, content)) return known.faults
  return known.faults.filter(({ pointer }) => isSame(valueAt(judged, pointer), valueAt(content, pointer)))
}

function valueAt(whole: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | null | undefined)?.[step], whole)
}

/** How many of the faults are of a language. */
export function faultsOfLocale(faults: readonly Fault[], tag: string): number {
  return faults.filter(({ pointer }) => pointer.startsWith(`/survey/locales/${tag}/`)).length
}
