import type { Survey, SurveyInput } from '@tyck/shared/admin/touchpoints'
import type { Warning } from '@tyck/shared/admin/warning'
import { type Metric, scaleOf } from '@tyck/shared/metric'
import { listed } from './listed.ts'
import { resetWarnings } from './resetWarnings.ts'

/** What a survey asks. */
type Content = Pick<Survey, 'metric' | 'comment' | 'defaultLocale' | 'locales'>

/** Metrics whose answers are numbers: only labels at their ends say which end is the good one. */
const inNumbers: readonly Metric[] = ['nps', 'csat', 'ces']

/**
 * What may not have been meant in `survey`, which took the place of `before`, if any; `given` is what was sent, and
 * tells what was left out.
 */
export function surveyWarnings(survey: Content, before: Content | undefined, given: unknown): Warning[] {
  return [...(before ? changes(survey, before, given) : []), ...unlabelledEnds(survey)]
}

function changes(survey: Content, before: Content, given: unknown): Warning[] {
  const warnings = resetWarnings({ comment: before.comment }, { comment: survey.comment }, given)
  const dropped = Object.keys(before.locales).filter(tag => !Object.hasOwn(survey.locales, tag))
  if (dropped.length > 0) {
    const detail = `No longer asked in ${listed(dropped)}, which ${dropped.length > 1 ? 'were' : 'was'} left out`
    warnings.push({ pointer: '/locales', code: 'languages-dropped', detail })
  }
  const { series } = given as Partial<SurveyInput>
  if (survey.metric !== before.metric && series === 'same-question') {
    const detail = `It was ${before.metric}: scores begin a new series, as if series were new-question`
    warnings.push({ pointer: '/metric', code: 'new-series', detail })
  }
  return warnings
}

/** In the default language: the others are as complete as that. */
function unlabelledEnds({ metric, defaultLocale, locales }: Content): Warning[] {
  const texts = locales[defaultLocale]
  if (!inNumbers.includes(metric) || (texts?.lowLabel && texts.highLabel)) return []
  const { min, max } = scaleOf(metric)
  const detail = `Nobody is told what ${min} and ${max} mean: give lowLabel and highLabel`
  return [{ pointer: `/locales/${defaultLocale}`, code: 'no-end-labels', detail }]
}
