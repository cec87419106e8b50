import { z } from 'zod'
import { configuration } from './configuration.ts'

/** What `$schema` of a `tyck.config.json` points at: in draft 7, which editors know best. */
export function configurationSchema(): object {
  return z.toJSONSchema(configuration, { target: 'draft-7', io: 'input', unrepresentable: 'any' })
}
