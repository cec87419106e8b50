import type { DraftInput } from '@tyck/shared/admin/drafts'
import { rulesInput, type SurveyInput, surveyInput, type Touchpoint } from '@tyck/shared/admin/touchpoints'
import { name } from '@tyck/shared/contract/vocabulary'
import type { FieldError } from '@tyck/shared/problem'
import type { z } from 'zod'
import { faultsOf } from '../faults/faultsOf.ts'
import { canonicalLocales } from './canonicalLocales.ts'
import { checkDraft } from './checkDraft.ts'
import { checkRules } from './checkRules.ts'
import { checkSurvey } from './checkSurvey.ts'
import { type WrittenSurvey, withoutEmpty } from './withoutEmpty.ts'

/** A draft as it would be published, and what is wrong with it. */
export interface ToPublish {
  /** As it is written, without what is empty; null where nothing is. */
  written: WrittenSurvey | null
  rules: Omit<z.input<typeof rulesInput>, 'paused'>
  metadata: Touchpoint['metadata']
  /** The same, checked; null where it is at fault. */
  checked: {
    survey: SurveyInput | null
    rules: z.output<typeof rulesInput>
    metadata: Touchpoint['metadata']
  } | null
  /** By pointers into the draft. */
  faults: FieldError[]
}

/**
 * What publishing `draft` would put in force.
 * @param paused whether the touchpoint is: a draft says nothing of it
 * @param without languages that are not to be published yet
 */
export function toPublish(draft: DraftInput, paused: boolean, without: readonly string[] = []): ToPublish {
  const written = draft.survey && withoutEmpty(draft.survey, without)
  const rules = { ...draft.rules, oncePer: draft.rules.oncePer || null } as ToPublish['rules']
  const metadata = draft.metadata && Object.fromEntries(draft.metadata.map(({ key, type }) => [key, type]))
  const survey = written ? checkedSurvey(written) : { survey: null, faults: [] }
  const ofRules = checkedRules({ ...rules, paused }, metadata)
  const faults = [
    ...at('/survey', survey.faults),
    ...at('/rules', ofRules.faults),
    ...metadataFaults(draft.metadata),
  ]
  const checked =
    faults.length === 0 && ofRules.rules ? { survey: survey.survey, rules: ofRules.rules, metadata } : null
  return { written, rules, metadata, checked, faults }
}

const surveyFaults = faultsOf(surveyInput)
const rulesFaults = faultsOf(rulesInput)

function checkedSurvey(written: object): { survey: SurveyInput | null; faults: FieldError[] } {
  const given = { ...written, series: 'same-question' }
  const parsed = surveyInput.safeParse(given, { reportInput: true })
  if (!parsed.success) {
    const found = surveyFaults(parsed.error.issues)
    const others = checkDraft(given).filter(({ pointer }) => !found.some(each => each.pointer === pointer))
    return { survey: null, faults: [...found, ...others] }
  }
  const survey = canonicalLocales(parsed.data)
  if (!survey) return { survey, faults: [indistinct] }
  const faults = checkSurvey(survey)
  return { survey: faults.length === 0 ? survey : null, faults }
}

/** Where two languages are one, or one is none. */
export const indistinct: FieldError = {
  pointer: '/locales',
  code: 'not-distinct-language-tags',
  expected: 'language tags (BCP 47), each once: sv, pt-BR',
}

function checkedRules(given: object, metadata: Touchpoint['metadata']) {
  const parsed = rulesInput.safeParse(given, { reportInput: true })
  if (!parsed.success) return { rules: null, faults: rulesFaults(parsed.error.issues) }
  return { rules: parsed.data, faults: checkRules(parsed.data, metadata) }
}

function metadataFaults(rows: DraftInput['metadata']): FieldError[] {
  return (rows ?? []).flatMap(({ key }, row) => {
    const pointer = `/metadata/${row}/key`
    if (!name.safeParse(key).success) {
      return [{ pointer, code: key === '' ? 'missing' : 'invalid-format', expected: `${name.description}` }]
    }
    const isAgain = rows?.slice(0, row).some(other => other.key === key)
    return isAgain ? [{ pointer, code: 'duplicate', expected: 'a key that is not there yet' }] : []
  })
}

function at(part: string, faults: FieldError[]): FieldError[] {
  return faults.map(fault => ({ ...fault, pointer: part + fault.pointer }))
}
