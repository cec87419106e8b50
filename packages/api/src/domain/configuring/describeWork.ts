import type { ConfigurationTouchpoint } from '@tyck/shared/admin/configuration'
import { listed } from '../publishing/listed.ts'
import type { Continuation } from './continuationOf.ts'
import type { TouchpointWork } from './planConfiguration.ts'

/** What is done to a touchpoint that stands, in a sentence. */
export function describeWork({ wanted, standing, differs, continuation, hasDraft }: TouchpointWork): string {
  const does: string[] = []
  if (differs.survey) does.push(`publishes a survey, which ${describeContinuation(continuation)}`)
  if (differs.rules) does.push('publishes rules')
  if (differs.state) does.push(describeState(wanted, standing?.state === 'archived'))
  if (differs.metadata) does.push('changes the metadata that it takes')
  if (differs.name) does.push('renames it')
  if (hasDraft && (differs.survey || differs.rules)) does.push('its draft stays, to be looked at again')
  return capital(does.join('; '))
}

/** What a touchpoint that is new begins with, in a sentence. */
export function describeAddition({ name, survey, state }: ConfigurationTouchpoint): string {
  const begins = `Makes it, as ${JSON.stringify(name)}`
  if (!survey) return `${begins}; it asks nothing until it has a survey`
  const asks = `${survey.metric} in ${listed(Object.keys(survey.locales))}`
  return state === 'paused' ? `${begins}, with ${asks}; paused` : `${begins}; it asks ${asks}`
}

function describeState({ state }: ConfigurationTouchpoint, wasArchived: boolean): string {
  if (wasArchived) return `takes it back from the archive${state === 'paused' ? ', paused' : ''}`
  return state === 'paused' ? 'pauses it: it asks nobody' : 'lets it ask again'
}

function describeContinuation(continuation: Continuation): string {
  if (continuation.kind === 'goes-on') return 'goes on in its series'
  if (continuation.kind === 'returns') return 'goes on in an earlier series'
  if (continuation.because === 'first') return 'is its first'
  return continuation.because === 'metric'
    ? 'begins a new series, for its metric is another'
    : 'begins a new series: scores do not go on'
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
