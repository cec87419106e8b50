import type { SurveyTexts } from '@tyck/shared/admin/touchpoints'
import type { Option } from '@tyck/shared/contract/surveys'
import { answersOf, type Metric, segmentOf } from '@tyck/shared/metric'
import { icons } from './icons.ts'

/**
 * A scale's answers as they stand: lowest first, but thumbs as people know them, up before down. Pictures go by
 * their label alone; of numbers the ends at least say what they mean, for whoever hears one at a time.
 */
export function optionsOf(metric: Metric, texts: SurveyTexts): Option[] {
  const answers = answersOf(metric)
  const options = answers.flatMap((score, at): Option[] => {
    const segment = segmentOf(metric, score)
    if (!segment) return []
    const icon = icons[metric]?.[at]
    const end = at === 0 ? texts.lowLabel : at === answers.length - 1 ? texts.highLabel : undefined
    const meaning = texts.optionLabels?.[at] ?? end
    if (icon === undefined) return [{ score, segment, name: meaning ? `${score}, ${meaning}` : `${score}` }]
    const name = meaning ?? `${score}`
    return [{ score, segment, name, icon, ...(metric === 'stars' ? {} : { label: name }) }]
  })
  return metric === 'thumbs' ? options.reverse() : options
}
