import type { SurveysBody } from '@tyck/shared/contract/surveys'
import type { Settings } from '../types.ts'

/** Undefined where they cannot be had: then nobody is asked. */
export type Surveys = Promise<SurveysBody | undefined>

/**
 * Where a project's surveys are, in the language that a slot or the site names, else the document's, else the
 * browser's.
 */
export function surveysAddress({ key, endpoint, locale }: Settings, slotLocale?: string | null): string {
  const language = slotLocale || locale || document.documentElement.lang || navigator.language
  return `${endpoint}/v1/projects/${key}/surveys?locale=${language}`
}

export async function fetchSurveys(address: string): Surveys {
  try {
    const reply = await fetch(address, { credentials: 'omit' })
    if (reply.ok) return await reply.json()
  } catch {
    // A captive portal answers 200 with a page of its own; a broken network not at all.
  }
}
