/** A part of the responses, named in a query. */
import { z } from 'zod'
import { channel, locale, type Metadata, metadata } from '../contract/vocabulary.ts'

export const yesOrNo = z.enum(['true', 'false']).transform(value => value === 'true')

const form = 'a JSON object of metadata, all of which must be so: {"paymentMethod":"card"}'

const metadataText = z
  .string()
  .max(5_000, { abort: true })
  .refine(isMetadata, `must be ${form}`)
  .meta({ maxLength: undefined, description: form })
  .transform(text => JSON.parse(text) as Metadata)

/** Which responses: those with all that is named. */
export const slice = z.strictObject({
  verified: yesOrNo.optional().describe('Only those of verified respondents, or only the others'),
  flagged: yesOrNo.optional().describe('Only those with flags, or only those without'),
  channel: channel.optional(),
  locale: locale.optional().describe('The language they were shown in, as it is published (BCP 47): sv'),
  metadata: metadataText.optional(),
})

export type Slice = z.output<typeof slice>

function isMetadata(text: string): boolean {
  try {
    return metadata.safeParse(JSON.parse(text)).success
  } catch {
    return false
  }
}
