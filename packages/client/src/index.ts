/**
 * Tyck from a server. The whole public API:
 *
 *   const tyck = createClient({ url: 'https://feedback.example', secretKey: process.env.TYCK_SECRET_KEY })
 *   const { touchpoints } = await tyck.get('/v1/touchpoints')
 *   await tyck.record(startResponse({ surveyId, rulesId, channel: 'email', respondent: 'customer-17', score: 9 }))
 *
 * Every route of docs/http-api.md that a secret key opens is there, by its method and path.
 */
export type { Body, Method, Options, PathOf, Query, Reply } from './call.ts'
export { type Client, createClient, type Settings } from './createClient.ts'
export { createRecorder, type Recorder } from './createRecorder.ts'
export type { paths } from './paths.ts'
export type { RecordResult } from './record.ts'
export { changeResponse, type ResponseState, startResponse } from './responseState.ts'
export { type ErrorCode, type FieldError, TyckError } from './tyckError.ts'
