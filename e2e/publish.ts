import type { RulesInput, SurveyDraft } from '../packages/shared/src/admin/touchpoints.ts'
import type { RunningTyck } from './tyck.ts'

const survey: SurveyDraft = {
  series: 'new-question',
  metric: 'nps',
  defaultLocale: 'en',
  locales: {
    en: {
      question: 'How likely are you to recommend us?',
      lowLabel: 'Not at all likely',
      highLabel: 'Very likely',
      followUps: { promoter: 'What did you like best?' },
      thanks: 'Thank you.',
    },
  },
}

/** Makes a touchpoint of the demo project, with what it asks and how, as a product team would. */
export async function publish(
  { apiUrl }: RunningTyck,
  touchpoint: string,
  rules: Partial<RulesInput> = {},
  changes: Partial<SurveyDraft> = {},
): Promise<void> {
  const bodies = {
    '': { name: touchpoint },
    '/rules': rules,
    '/survey': { ...survey, ...changes },
  }
  for (const [path, body] of Object.entries(bodies)) {
    const reply = await fetch(`${apiUrl}/v1/touchpoints/${touchpoint}${path}`, {
      method: 'PUT',
      headers: { authorization: 'Bearer sk_demo', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!reply.ok) throw new Error(`${path} of ${touchpoint}: ${await reply.text()}`)
  }
}
