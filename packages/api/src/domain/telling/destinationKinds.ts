import type { DestinationKind as KindName } from '@tyck/shared/admin/destinations'
import type { DestinationKind } from './destinationKind.ts'
import { email } from './email.ts'
import { slack } from './slack.ts'
import { webhook } from './webhook.ts'

/** Every kind of destination by its name. */
const kinds: Record<KindName, DestinationKind> = {
  webhook: webhook as DestinationKind,
  slack: slack as DestinationKind,
  email: email as DestinationKind,
}

export const destinationKind = (name: KindName): DestinationKind => kinds[name]
