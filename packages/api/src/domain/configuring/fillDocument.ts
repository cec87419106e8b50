import type {
  Configuration,
  ConfigurationSurvey,
  ConfigurationTouchpoint,
  FilledConfiguration,
} from '@tyck/shared/admin/configuration'
import type { FieldError } from '@tyck/shared/problem'
import { canonicalLocales } from '../publishing/canonicalLocales.ts'
import { indistinct } from '../publishing/toPublish.ts'

type Written = NonNullable<Configuration['touchpoints'][number]['survey']>

/** A document with what it leaves out of its surveys, and its languages as BCP 47 writes them. */
export function fillDocument({ project, touchpoints }: Configuration): {
  document: FilledConfiguration
  faults: FieldError[]
} {
  const faults: FieldError[] = []
  const filled = touchpoints.map(({ survey, rules, ...others }, at): ConfigurationTouchpoint => {
    const touchpoint = rules ? { ...others, rules } : others
    if (!survey) return touchpoint
    const canonical = canonicalLocales(filledSurvey(survey))
    if (canonical) return { ...others, survey: canonical, ...touchpoint }
    faults.push({ ...indistinct, pointer: `/touchpoints/${at}/survey${indistinct.pointer}` })
    return touchpoint
  })
  return { document: { ...(project ? { project } : {}), touchpoints: filled }, faults }
}

function filledSurvey({ series = 1, comment = true, locales, ...survey }: Written): ConfigurationSurvey {
  const filled = Object.entries(locales).map(
    ([tag, { followUps = {}, reasons = {}, afterwards = {}, ...texts }]) => [
      tag,
      { ...texts, followUps, reasons, afterwards },
    ],
  )
  return { ...survey, series, comment, locales: Object.fromEntries(filled) }
}
