import type { TouchpointDraft } from '@tyck/shared/admin/drafts'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { editor as t } from '../../texts/en/editor.ts'

export type Fault = TouchpointDraft['faults'][number]

/** What stands against publishing the draft, by pointers into it. */
export const FaultsContext = createContext<readonly Fault[]>([])

/** What is said of a field: that it is missing, or what is wrong with it. */
export function useFault(pointer: string): { missing?: string; error?: string } {
  const fault = useContext(FaultsContext).find(each => each.pointer === pointer)
  if (!fault) return {}
  if (fault.code === 'missing') return { missing: t.needed }
  if (fault.code === 'not-as-in-default-locale') return { missing: t.like }
  return { error: t.takes(fault.expected) }
}

/** Whether a pointer into a survey is of a language: `/locales/pt-PT` is not of `pt`. */
export function isOfLocale(pointer: string, tag: string): boolean {
  const locale = `/locales/${tag}`
  return pointer === locale || pointer.startsWith(`${locale}/`)
}

/** How many of the faults are of a language. */
export function faultsOfLocale(faults: readonly Fault[], tag: string): number {
  return faults.filter(({ pointer }) => pointer.startsWith(`/survey/locales/${tag}/`)).length
}
