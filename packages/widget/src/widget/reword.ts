import type { Asked, Kit } from './asked.ts'

/** Changes a question on the screen to the slot's present language and looks; what was answered and typed stays. */
export async function reword({ surveysFor, asked, later }: Kit, one: Asked): Promise<void> {
  const locale = () => one.slot?.getAttribute('locale')
  const wanted = locale()
  const body = await surveysFor(one.slot)
  const survey = body?.surveys.find(({ id }) => id === one.survey.id)
  // Changed again meanwhile: that change comes here too.
  if (wanted !== locale() || !survey || !one.fit || asked.get(one.touchpoint) !== one) return
  one.survey = survey
  if (one.entry) one.entry.locale = survey.locale
  one.fit()
  later(half => half.reword(one))
}
