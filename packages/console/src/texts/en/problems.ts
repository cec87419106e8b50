import type { RequestFailed } from '../../api/requestFailed.ts'
import { sayExpected } from './expected.ts'

/** What happened and what to do, where the service's own words would not help. */
const known: Partial<Record<RequestFailed['code'], [title: string, advice: string]>> = {
  unreachable: ['The service can’t be reached', 'Check the connection, then try again. Nothing was lost.'],
  unexpected: ['Something went wrong here', 'Try again. If it happens again, reload the page.'],
  'internal-error': ['Something went wrong in the service', 'Try again. Its log says what happened.'],
  forbidden: ['Your role doesn’t allow this', 'Ask an owner of the project.'],
  'not-found': [
    'There is nothing here',
    'It may have been removed, or belong to a project that you aren’t a member of.',
  ],
  'conflict-version': [
    'Somebody else changed this meanwhile',
    'Look at their version before you save or publish yours.',
  ],
  'query-too-broad': ['That was too much to read at once', 'Choose a shorter time or fewer touchpoints.'],
  overloaded: ['The service is busy', 'Try again in a moment.'],
  'database-unavailable': [
    'The database can’t be reached',
    'Try again in a moment. No answer is lost meanwhile.',
  ],
  'shutting-down': ['The service is restarting', 'Try again in a moment.'],
}

export const problems = {
  /** The title and what to do of a failed request. */
  of(failure: RequestFailed): { title: string; advice: string } {
    if (failure.code === 'too-many-requests') {
      const seconds = failure.retryAfterSeconds ?? 60
      const wait = seconds < 90 ? `${Math.ceil(seconds)} seconds` : `${Math.ceil(seconds / 60)} minutes`
      return { title: 'That was tried too often', advice: `Try again in ${wait}.` }
    }
    const told = failure.errors.map(({ expected }) => sayExpected(expected)).join(' ')
    const [title, advice] = known[failure.code] ?? ['That could not be done', told || failure.message]
    return { title, advice: advice || 'Try again.' }
  },
  retry: 'Try again',
}
