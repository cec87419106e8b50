/** All that is stored of one respondent, read and erased: `/v1/respondents/{id}`. */
import { z } from 'zod'
import { time } from './page.ts'
import { response } from './responses.ts'

/** One response with all that is stored of it: what a respondent may ask to see. */
export const respondentResponse = response.extend({
  firstAnsweredAt: time.nullable().describe('When the first score was given, also where it was taken back'),
  closed: z.boolean().describe('Whether it was closed in the end'),
  droppedKeys: z.int().describe('How many keys that came with it were not stored'),
})

/** All that is stored of a respondent, newest showing first, a page at a time. */
export const respondentPage = z.object({
  responses: z.array(respondentResponse),
  next: z.string().nullable().describe('The cursor of the next page; null on the last one'),
  erasedAt: time.nullable().describe('When the respondent was last erased; null where never'),
})

/** What `DELETE /v1/respondents/{id}` did. */
export const erasedRespondent = z.object({
  erasedAt: time.describe('What was shown until then is gone, and is not stored again'),
  responses: z.int().describe('How many responses were deleted'),
})

export type RespondentResponse = z.output<typeof respondentResponse>
export type RespondentPage = z.output<typeof respondentPage>
