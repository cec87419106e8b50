import type {
  Destination,
  DestinationInput,
  DestinationKind,
  ToldField,
} from '@tyck/shared/admin/destinations'
import { destinationForm as t } from '../../../texts/en/destinationForm.ts'

const everyField = Object.keys(t.field) as ToldField[]

/** What a new destination of a kind begins with. Comments go nowhere unless somebody says so. */
export function newDraft(kind: DestinationKind): DestinationInput {
  const common = { name: '', filters: { tests: false } }
  const forPeople = {
    events: [],
    digest: null,
    alerts: { detractors: true, silence: false },
    comments: false,
  }
  if (kind === 'slack') return { kind, ...common, ...forPeople }
  if (kind === 'email') return { kind, ...common, ...forPeople, to: [] }
  const fields = everyField.filter(field => field !== 'comment')
  return { kind, ...common, events: ['response.answered', 'response.commented'], url: '', fields }
}

/** A destination as `PUT` takes it. Of Slack's address only the beginning is known: it stays as it is. */
export function draftOf(destination: Destination): DestinationInput {
  const { id, state, why, revision, createdAt, changedAt, failingSince, waiting, ...rest } = destination
  if (rest.kind === 'webhook') {
    const { secrets: _, ...input } = rest
    return input
  }
  if (rest.kind === 'slack') {
    const { url: _, ...input } = rest
    return input
  }
  return rest
}
