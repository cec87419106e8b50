import type { Configuration, ConfigurationSettings } from '@tyck/shared/admin/configuration'
import { rulesInput } from '@tyck/shared/admin/touchpoints'
import type { FieldError } from '@tyck/shared/problem'
import { checkName } from '../publishing/checkName.ts'
import { checkOriginsAndTheme } from '../publishing/checkProject.ts'
import { checkMetadata, checkRules } from '../publishing/checkRules.ts'
import { checkSurvey } from '../publishing/checkSurvey.ts'
import type { TouchpointWork } from './planConfiguration.ts'

/** What stands against the settings of a document. */
export function checkSettings(
  standing: ConfigurationSettings,
  wanted: NonNullable<Configuration['project']>,
): FieldError[] {
  const { origins = standing.origins, theme = standing.theme } = wanted
  return at('/project', checkOriginsAndTheme({ origins, theme }))
}

/** What stands against the parts of a touchpoint that differ: what stands is not looked at again. */
export function checkTouchpoint({ wanted, standing, differs }: TouchpointWork, index: number): FieldError[] {
  const faults = differs.name ? checkName(wanted.name) : []
  if (wanted.survey && differs.survey) faults.push(...at('/survey', checkSurvey(wanted.survey)))
  const { metadata = standing?.metadata ?? null } = wanted
  if (wanted.rules && (differs.rules || differs.metadata)) {
    faults.push(...at('/rules', checkRules({ ...wanted.rules, paused: false }, metadata)))
  } else if (differs.metadata) {
    faults.push(...checkMetadata(metadata, { ...(standing?.rules ?? rulesInput.parse({})), paused: false }))
  }
  return at(`/touchpoints/${index}`, faults)
}

function at(part: string, faults: FieldError[]): FieldError[] {
  return faults.map(fault => ({ ...fault, pointer: part + fault.pointer }))
}
