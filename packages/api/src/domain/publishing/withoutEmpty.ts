import type { DraftSurvey, DraftTexts } from '@tyck/shared/admin/drafts'
import { answersOf, bands, type Metric } from '@tyck/shared/metric'

/** A survey as far as it is written: a language may lack its question and thanks. */
export interface WrittenSurvey extends Omit<DraftSurvey, 'locales'> {
  locales: Record<string, Partial<DraftTexts>>
}

/**
 * A draft without its fields that nobody filled in, as if they were not there, without what belongs to another metric,
 * and without the languages of `without`.
 */
export function withoutEmpty(
  { metric, comment, defaultLocale, locales }: DraftSurvey,
  without: readonly string[] = [],
): WrittenSurvey {
  const kept = Object.entries(locales).filter(([tag]) => !without.includes(tag))
  const texts = kept.map(([tag, of]) => [tag, textsWithoutEmpty(metric, of)])
  return { metric, comment, defaultLocale, locales: Object.fromEntries(texts) }
}

function textsWithoutEmpty(metric: Metric, texts: DraftTexts): Partial<DraftTexts> {
  const { question, thanks, lowLabel, highLabel, optionLabels, followUps, reasons, afterwards } = texts
  const segments: string[] = bands[metric].map(band => band.segment)
  const bySegment = <T>(part: Record<string, T>, filled: (value: T) => T | undefined) =>
    Object.fromEntries(
      Object.entries(part).flatMap(([segment, value]) => {
        const kept = segments.includes(segment) ? filled(value) : undefined
        return kept === undefined ? [] : [[segment, kept]]
      }),
    )
  const labels = optionLabels?.length === answersOf(metric).length ? optionLabels : undefined
  return {
    ...filledIn({ question, lowLabel, highLabel, thanks }),
    ...(labels?.some(label => label !== '') ? { optionLabels: labels } : {}),
    followUps: bySegment(followUps, text => text || undefined),
    reasons: bySegment(reasons, list => (list.length > 0 ? list : undefined)),
    afterwards: bySegment(afterwards, ({ text, link }) => {
      const isLink = link && (link.label !== '' || link.url !== '')
      const kept = { ...(text ? { text } : {}), ...(isLink ? { link } : {}) }
      return Object.keys(kept).length > 0 ? kept : undefined
    }),
  }
}

function filledIn(texts: Record<string, string | undefined>) {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text))
}
