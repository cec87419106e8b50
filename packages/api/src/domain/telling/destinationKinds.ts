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

/** The kind of a name; undefined where this service has none of it. */
export const destinationKind = (name: KindName): DestinationKind | undefined => kinds[name]
