import { surveyTexts } from '@tyck/shared/admin/touchpoints'
import { locale, metric } from '@tyck/shared/contract/vocabulary'
import type { FieldError } from '@tyck/shared/problem'
import { z } from 'zod'
import { checkSurvey } from './checkSurvey.ts'

const draft = z.object({ metric, defaultLocale: locale, locales: z.record(z.string(), z.unknown()) })
const draftTexts = surveyTexts.partial({ question: true, thanks: true })

/**
 * What `checkSurvey` finds in a body that is not a survey yet, in as much of it as can be told: the languages whose
 * shape is right but for a question or thanks that are missing.
 */
export function checkDraft(body: unknown): FieldError[] {
  const { data } = draft.safeParse(body)
  if (!data) return []
  const locales = Object.entries(data.locales).flatMap(([tag, texts]) => {
    // A key that is no language tag is the caller's own text, and no pointer repeats it: its shape is told.
    const { data: found } = locale.safeParse(tag).success ? draftTexts.safeParse(texts) : {}
    return found ? [[tag, found] as const] : []
  })
  if (!locales.some(([tag]) => tag === data.defaultLocale)) return []
  return checkSurvey({ ...data, locales: Object.fromEntries(locales) })
}
