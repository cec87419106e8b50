import type { SurveysBody } from '@tyck/shared/contract/surveys'
import type { Settings } from '../types.ts'

/** Undefined where they cannot be had: then nobody is asked. */
export type Surveys = Promise<SurveysBody | undefined>

/** A project's surveys in the language that a slot or the site names, else the document's, else the browser's. */
export async function fetchSurveys(settings: Settings, slotLocale?: string | null): Surveys {
  try {
    const reply = await fetch(
      `${settings.endpoint}/v1/projects/${settings.key}/surveys?locale=${slotLocale || settings.locale || document.documentElement.lang || navigator.language}`,
      { credentials: 'omit' },
    )
    if (reply.ok) return await reply.json()
  } catch {
    // A captive portal answers 200 with a page of its own; a broken network not at all.
  }
}
