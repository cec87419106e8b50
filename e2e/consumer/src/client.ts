import {
  type Client,
  changeResponse,
  createClient,
  createRecorder,
  startResponse,
  TyckError,
} from '@tyck/client'

const tyck: Client = createClient({ url: 'https://feedback.example', secretKey: 'sk_a' })
const recorder = createRecorder(tyck)

export async function answer(respondent: string): Promise<string> {
  const { survey, rules } = await tyck.get('/v1/touchpoints/{key}', { path: { key: 'order.delivered' } })
  if (!survey) return 'no survey'
  const shown = startResponse({ surveyId: survey.id, rulesId: rules.id, channel: 'sms', respondent })
  try {
    const { status, code } = await recorder.record(changeResponse(shown, { score: 9 }))
    return code ?? status
  } catch (error) {
    return error instanceof TyckError && error.retryable ? error.code : 'unknown'
  }
}
