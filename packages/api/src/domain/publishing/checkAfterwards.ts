import type { SurveyTexts } from '@tyck/shared/admin/touchpoints'
import type { Afterword } from '@tyck/shared/contract/surveys'
import { bands, type Metric } from '@tyck/shared/metric'
import type { FieldError } from '@tyck/shared/problem'
import { isReviewSite } from './reviewSites.ts'

/**
 * What is wrong with what stands beneath thanks, in one language: nothing in it, or a place for reviews that only
 * some are sent to. To invite the pleased alone falsifies the picture, and is forbidden: the rule of the FTC on
 * reviews (16 CFR 465), the UCPD in the EU, and the sites' own terms.
 */
export function checkAfterwards(metric: Metric, afterwards: SurveyTexts['afterwards']): FieldError[] {
  const given = Object.entries(afterwards) as [string, Afterword][]
  const addresses = bands[metric].map(({ segment }) => addressOf(afterwards[segment]))
  const isForAll = new Set(addresses).size === 1
  return given.flatMap(([segment, afterword]) => {
    const pointer = `/afterwards/${segment}`
    const { text, link } = afterword
    if (text === undefined && link === undefined)
      return [{ pointer, code: 'empty', expected: 'a text, a link, or both' }]
    if (link && !isForAll && isReviewSite(link.url)) {
      const expected = 'the same address for every segment, as it is a place for reviews'
      return [{ pointer: `${pointer}/link/url`, code: 'review-link-not-for-all', expected }]
    }
    return []
  })
}

/** Where a link leads, written in one way. */
function addressOf(afterword: Afterword | undefined): string | undefined {
  return afterword?.link && new URL(afterword.link.url).href
}
