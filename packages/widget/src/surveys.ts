import type { SurveysBody } from '@tyck/shared/contract'
import type { Settings } from './types.ts'

/** Undefined where they cannot be had: then nobody is asked. */
export type Surveys = Promise<SurveysBody | undefined>

/**
 * Fetches a project's surveys, in the language that the slot or the site names, else the document's, else the
 * browser's. Those of the last language are kept for the minute that the service allows, so that a page that lives
 * longer hears of new ones.
 */
export function surveysOf({ key, endpoint, locale }: Settings): (slot?: Element | null) => Surveys {
  let fetched: string
  let surveys: Surveys
  return slot => {
    const language =
      slot?.getAttribute('locale') || locale || document.documentElement.lang || navigator.language
    const address = `${endpoint}/v1/projects/${key}/surveys?locale=${language}`
    const now = address + Math.floor(Date.now() / 60_000)
    if (fetched !== now) {
      fetched = now
      surveys = get(address)
    }
    return surveys
  }
}

async function get(address: string): Surveys {
  try {
    const reply = await fetch(address, { credentials: 'omit' })
    if (reply.ok) return await reply.json()
  } catch {
    // A captive portal answers 200 with a page of its own; a broken network not at all.
  }
}
