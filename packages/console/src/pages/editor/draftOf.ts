import type { DraftInput, TouchpointDraft } from '@tyck/shared/admin/drafts'
import type { Touchpoint } from '@tyck/shared/admin/touchpoints'

/** What is being written: the draft, or what stands where there is none. */
export function draftOf({ draft, touchpoint }: Pick<TouchpointDraft, 'draft' | 'touchpoint'>): DraftInput {
  if (!draft) return asDraft(touchpoint)
  const { survey, rules, metadata } = draft
  return { survey, rules, metadata }
}

/** What a touchpoint asks, as a draft that changes nothing. */
function asDraft({ survey, rules, metadata }: Touchpoint): DraftInput {
  const { id: _id, version: _version, publishedAt: _at, paused: _paused, ...settings } = rules
  return {
    survey: survey && {
      metric: survey.metric,
      comment: survey.comment,
      defaultLocale: survey.defaultLocale,
      locales: survey.locales,
    },
    rules: settings,
    metadata: metadata && Object.entries(metadata).map(([key, type]) => ({ key, type })),
  }
}

/** Whether two values are the same, in whatever order their keys stand. */
export function isSame(one: unknown, other: unknown): boolean {
  return ordered(one) === ordered(other)
}

function ordered(value: unknown): string {
  return JSON.stringify(value, (_key, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
