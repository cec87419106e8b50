import type { ProblemCode } from '@tyck/shared/problem'

/** What any request may be refused with, whatever its route; `mayRefuse` names the others where they belong. */
export const ofAnyRequest = [
  'malformed-request',
  'malformed-body',
  'validation-failed',
  'unauthorized',
  'forbidden',
  'origin-not-allowed',
  'secret-key-in-browser',
  'not-found',
  'method-not-allowed',
  'request-timeout',
  'payload-too-large',
  'unsupported-media-type',
  'too-many-requests',
  'headers-too-large',
  'internal-error',
  'overloaded',
  'database-unavailable',
  'shutting-down',
] as const satisfies ProblemCode[]

/** What only some routes refuse with. */
export type RefusalCode = Exclude<ProblemCode, (typeof ofAnyRequest)[number]>

/** What it means, for the OpenAPI document. */
export const meaningOf: Record<RefusalCode, string> = {
  'already-member': 'Who is a member is not invited',
  'changed-elsewhere': 'The document would overwrite what was changed elsewhere since one was applied',
  'conflict-version': 'It was changed since the version that If-Match names, or is there already',
  'cursor-expired': 'What changed since can no longer be told: export all, without `after`',
  'key-replaced': 'A publishable key is replaced once',
  'last-key': 'The last key of its kind that does not end cannot be revoked',
  'last-owner': 'One owner stays',
  'link-expired': 'The link was used, taken back, or is over',
  'query-too-broad': 'More responses than can be read in time: fewer days or touchpoints',
  'too-many-destinations': '50 are there',
  'too-many-invitations': '200 are open',
  'too-many-keys': '50 of a kind are there',
  'too-many-secrets': '3 sign already',
  'too-many-tags': '20 of the response, or 500 of the project',
  'touchpoint-archived': 'Nothing is published to an archived touchpoint',
  'wrong-password': 'The present password of the account is another',
}
