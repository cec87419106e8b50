import { setImmediate } from 'node:timers/promises'
import {
  type ConfigurationSurvey,
  type ConfigurationTouchpoint,
  configurationAround,
  configurationTouchpoint,
  type FilledConfiguration,
} from '@tyck/shared/admin/configuration'
import { surveyLocales } from '@tyck/shared/limits'
import type { FieldError } from '@tyck/shared/problem'
import type { z } from 'zod'
import { faultsOf } from '../faults/faultsOf.ts'
import { mostFaults } from '../faults/mostFaults.ts'
import { canonicalLocales } from '../publishing/canonicalLocales.ts'
import { checkDraft } from '../publishing/checkDraft.ts'
import { indistinct } from '../publishing/toPublish.ts'

type Written = z.output<typeof configurationTouchpoint>

const faultsAround = faultsOf(configurationAround)
const faultsWithin = faultsOf(configurationTouchpoint)

/**
 * The document in a body, with what it leaves out of its surveys, and its languages as BCP 47 writes them; whole only
 * where there are no `faults`. Between touchpoints others get their turn, and nobody looks further where enough is
 * wrong for a problem to tell.
 */
export async function readDocument(
  body: unknown,
): Promise<{ document: FilledConfiguration; faults: FieldError[] }> {
  const around = configurationAround.safeParse(body, { reportInput: true })
  const faults = around.success ? [] : faultsAround(around.error.issues.slice(0, mostFaults))
  const items = around.success ? around.data.touchpoints : touchpointsIn(body)
  const touchpoints: ConfigurationTouchpoint[] = []
  for (const [at, item] of items.entries()) {
    if (faults.length >= mostFaults) break
    await setImmediate()
    const checked = checkTouchpoint(item)
    if ('key' in checked) touchpoints.push(checked)
    else faults.push(...pointedAt(`/touchpoints/${at}`, checked.faults))
  }
  if (faults.length > 0) await addWhatLanguagesLack(items, faults)
  const { project } = (around.data ?? {}) as Pick<FilledConfiguration, 'project'>
  return { document: { ...(project ? { project } : {}), touchpoints }, faults }
}

function checkTouchpoint(item: unknown): ConfigurationTouchpoint | { faults: FieldError[] } {
  // As many as there may be: each is looked at, and a document has room for thousands.
  if (languagesOf(item) > surveyLocales) return { faults: [tooManyLanguages] }
  const { data, error } = configurationTouchpoint.safeParse(item, { reportInput: true })
  if (error) return { faults: faultsWithin(error.issues.slice(0, mostFaults)) }
  const { survey, rules, ...others }: Written = data
  const touchpoint = rules ? { ...others, rules } : others
  if (!survey) return touchpoint
  const canonical = canonicalLocales(filledSurvey(survey))
  if (!canonical) return { faults: pointedAt('/survey', [indistinct]) }
  return { ...others, survey: canonical, ...touchpoint }
}

const tooManyLanguages: FieldError = {
  pointer: '/survey/locales',
  code: 'invalid-value',
  expected: `at most ${surveyLocales} languages`,
}

function languagesOf(item: unknown): number {
  const { locales } = ((item as { survey?: unknown } | null)?.survey ?? {}) as { locales?: object }
  return typeof locales === 'object' && locales !== null ? Object.keys(locales).length : 0
}

async function addWhatLanguagesLack(items: readonly unknown[], faults: FieldError[]): Promise<void> {
  const told = new Set(faults.map(({ pointer }) => pointer))
  for (const [at, item] of items.entries()) {
    if (faults.length >= mostFaults) return
    if (languagesOf(item) > surveyLocales) continue
    await setImmediate()
    const found = checkDraft((item as { survey?: unknown } | null)?.survey)
    const lacks = pointedAt(`/touchpoints/${at}/survey`, found)
    faults.push(...lacks.filter(({ pointer }) => !told.has(pointer)))
  }
}

/** The touchpoints of a document with something wrong around them. */
function touchpointsIn(body: unknown): unknown[] {
  return (
    configurationAround.shape.touchpoints.safeParse((body as { touchpoints?: unknown } | null)?.touchpoints)
      .data ?? []
  )
}

function pointedAt(place: string, faults: FieldError[]): FieldError[] {
  return faults.map(fault => ({ ...fault, pointer: place + fault.pointer }))
}

function filledSurvey({
  series = 1,
  comment = true,
  locales,
  ...survey
}: NonNullable<Written['survey']>): ConfigurationSurvey {
  const filled = Object.entries(locales).map(
    ([tag, { followUps = {}, reasons = {}, afterwards = {}, ...texts }]) => [
      tag,
      { ...texts, followUps, reasons, afterwards },
    ],
  )
  return { ...survey, series, comment, locales: Object.fromEntries(filled) }
}
