import type { paths } from './paths.ts'

/** What a call needs to know of its route: all of it comes from the OpenAPI document. */
export type Method = 'get' | 'put' | 'post' | 'delete'

/** All routes of a method, those too whose reply is no JSON. */
export type AnyPathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends { [K in M]: object } ? P : never
}[keyof paths]

type StreamedPath = {
  [P in AnyPathOf<'get'>]: paths[P]['get'] extends { responses: { 200: { content: infer Content } } }
    ? Content extends { 'application/json': unknown }
      ? never
      : P
    : never
}[AnyPathOf<'get'>]

/** The routes of a method that answer with JSON, or with nothing: `'/v1/touchpoints/{key}'`. */
export type PathOf<M extends Method> = Exclude<AnyPathOf<M>, StreamedPath>

type OperationOf<M extends Method, P extends AnyPathOf<M>> = paths[P][M]

/** What goes with any call. */
export interface CallSettings {
  /** The `revision` or `version` that you read: where it was changed since, the call fails with `conflict-version`. */
  ifMatch?: number | string
  /** Only where there is none yet. */
  ifNoneMatch?: '*'
  /** Ends the call, its waiting included, with the signal's reason. */
  signal?: AbortSignal
}

type Given<T> = Exclude<T, undefined>

/** A part of a request: none, or one that may be left out where nothing of it is required. */
type Part<Name extends string, T> = [Given<T>] extends [never]
  ? { [K in Name]?: never }
  : object extends Given<T>
    ? { [K in Name]?: Given<T> }
    : { [K in Name]: Given<T> }

type ParametersOf<Op, Where extends string> = Op extends { parameters: { [K in Where]?: infer T } }
  ? T
  : never

/** What a route takes in its query. */
export type Query<M extends Method, P extends AnyPathOf<M>> = Given<ParametersOf<OperationOf<M, P>, 'query'>>

/** The body that a route takes. */
export type Body<M extends Method, P extends AnyPathOf<M>> =
  OperationOf<M, P> extends { requestBody: { content: { 'application/json': infer T } } } ? T : never

/** What a call takes beside its path: the parameters in the path, the query, the body. */
export type Options<M extends Method, P extends AnyPathOf<M>> = CallSettings &
  Part<'path', ParametersOf<OperationOf<M, P>, 'path'>> &
  Part<'query', ParametersOf<OperationOf<M, P>, 'query'>> &
  Part<'body', Body<M, P>>

/** May be left out where nothing of it is required. */
export type Arguments<M extends Method, P extends AnyPathOf<M>> =
  object extends Options<M, P> ? [options?: Options<M, P>] : [options: Options<M, P>]

type Success = 200 | 201 | 202 | 204

type ContentOf<T> = T extends { content: { 'application/json': infer Content } } ? Content : undefined

/** What a route answers with; undefined where it has nothing to say (204). */
export type Reply<M extends Method, P extends PathOf<M>> =
  OperationOf<M, P> extends { responses: infer R } ? ContentOf<R[Extract<keyof R, Success>]> : never
