import type { Role } from '@tyck/shared/admin/accounts'
import { payment } from './service.ts'

/** What a project has and a request can name. */
export interface Named {
  touchpoint: string
  respondent: string
  surveyId: string
  rulesId: string
  responseId: string
  secretKeyId: string
  destinationId: string
  /** To that destination. */
  deliveryId: string
  publishableKey: string
  /** What one of its responses is called. */
  tag: string
  /** The account of a member who owns nothing. */
  memberId: string
  invitationId: string
  importId: string
  projectName: string
  /** Of its second page of responses. */
  cursor: string
}

export interface Asked {
  url: string
  body?: object
  headers?: Record<string, string>
}

/** What a route takes, and requests that it would take from whoever has what `named` names. */
export interface Row {
  takes: 'nothing' | 'publishable key' | 'secret key' | 'session' | 'account' | 'link'
  /** The least role of who is signed in: of a route that takes a secret key, or a session alone. */
  role?: Role
  asks: (named: Named) => Asked[]
}

const open = (url: string): Row => ({ takes: 'nothing', asks: () => [{ url }] })
const admin = (role: Role, asks: Row['asks']): Row => ({ takes: 'secret key', role, asks })
const member = (role: Role, asks: Row['asks']): Row => ({ takes: 'session', role, asks })
/** For who is signed in, whatever the project; and for who is about to be, by what they know. */
const account = (asks: Row['asks']): Row => ({ takes: 'account', asks })
const link = (asks: Row['asks']): Row => ({ takes: 'link', asks })
const page = (asks: Row['asks']): Row => ({ takes: 'publishable key', asks })

const anyRevision = { 'if-match': '*' }
/** What is being written for a touchpoint. */
export const draft = {
  survey: {
    metric: 'nps',
    defaultLocale: 'en',
    locales: { en: { question: 'How was it?', thanks: 'Thanks.' } },
  },
  rules: {
    placement: 'inline',
    delaySeconds: 3,
    sampleRate: 1,
    audience: [],
    quietDays: { answered: 90, dismissed: 30, shown: 0 },
    oncePer: null,
  },
  metadata: null,
}

/** On a port where nobody listens. */
export const webhook = {
  kind: 'webhook',
  name: 'Orders',
  events: ['response.answered'],
  url: 'http://127.0.0.1:1/hook',
}

const destination = ({ destinationId }: Named) => `/v1/destinations/${destinationId}`
const documentOf = (key: string) => ({ touchpoints: [{ key, name: 'Payment' }] })

const key = ({ touchpoint }: Named) => `/v1/touchpoints/${touchpoint}`

/**
 * Every route but the widget's files and HEAD, which GET brings with it. A new route fails the matrix until it has a row
 * here, which gives each way in which it can name what is somebody's.
 */
export const routeRows: Record<string, Row> = {
  'GET /': open('/'),
  ...Object.fromEntries(
    ['/account', '/invitation', '/preview', '/projects', '/reset', '/setup', '/sign-in'].map(url => [
      `GET ${url}`,
      open(url),
    ]),
  ),
  'GET /p/:project': open('/p/0199'),
  'GET /p/:project/:section': open('/p/0199/touchpoints'),
  'GET /p/:project/:section/:item': open('/p/0199/touchpoints/a'),
  'GET /p/:project/:section/:item/:view': open('/p/0199/touchpoints/a/edit'),
  'GET /livez': open('/livez'),
  'GET /readyz': open('/readyz'),
  'GET /metrics': open('/metrics'),
  'GET /openapi.json': open('/openapi.json'),
  'GET /config.schema.json': open('/config.schema.json'),
  'GET /v1/projects/:publishableKey/surveys': page(({ publishableKey }) => [
    { url: `/v1/projects/${publishableKey}/surveys` },
  ]),
  'POST /v1/responses': page(({ surveyId, rulesId, responseId, respondent }) => [
    {
      url: '/v1/responses',
      body: {
        responses: [
          {
            id: responseId,
            seq: 9,
            surveyId,
            rulesId,
            respondent,
            shownAgoMs: 1_000,
            changedAgoMs: 0,
            score: 1,
          },
        ],
      },
    },
  ]),
  'POST /v1/eligibility': page(({ touchpoint, respondent }) => [
    { url: '/v1/eligibility', body: { touchpoint, respondent } },
  ]),
  'POST /v1/setup': link(() => [
    {
      url: '/v1/setup',
      body: {
        token: 'unknown',
        email: 'kim@shop.example',
        name: 'Kim Berg',
        password: 'a horse of seven colours',
        project: { name: 'Shop' },
      },
    },
  ]),
  'POST /v1/invitations/look': link(() => [{ url: '/v1/invitations/look', body: { token: 'unknown' } }]),
  'POST /v1/invitations/accept': link(() => [
    {
      url: '/v1/invitations/accept',
      body: { token: 'unknown', name: 'Kim Berg', password: 'a horse of seven colours' },
    },
  ]),
  'POST /v1/password-resets': link(() => [
    { url: '/v1/password-resets', body: { token: 'unknown', password: 'a horse of seven colours' } },
  ]),
  'POST /v1/session': link(() => [
    { url: '/v1/session', body: { email: 'kim@shop.example', password: 'a horse of seven colours' } },
  ]),
  'GET /v1/session': open('/v1/session'),
  'DELETE /v1/session': account(() => [{ url: '/v1/session' }]),
  'DELETE /v1/sessions': account(() => [{ url: '/v1/sessions' }]),
  'PUT /v1/account': account(() => [{ url: '/v1/account', body: { name: 'Renamed' } }]),
  'PUT /v1/account/password': account(() => [
    {
      url: '/v1/account/password',
      body: { current: 'a horse of seven colours', next: 'a horse of eight colours' },
    },
  ]),
  'POST /v1/projects': account(() => [{ url: '/v1/projects', body: { name: 'Another shop' } }]),
  'GET /v1/members': member('viewer', () => [{ url: '/v1/members' }]),
  'PUT /v1/members/:accountId': member('owner', ({ memberId }) => [
    { url: `/v1/members/${memberId}`, body: { role: 'editor' } },
  ]),
  'DELETE /v1/members/me': member('viewer', () => [{ url: '/v1/members/me' }]),
  'DELETE /v1/members/:accountId': member('owner', ({ memberId }) => [{ url: `/v1/members/${memberId}` }]),
  'POST /v1/members/:accountId/reset': member('owner', ({ memberId }) => [
    { url: `/v1/members/${memberId}/reset` },
  ]),
  'GET /v1/invitations': member('owner', () => [{ url: '/v1/invitations' }]),
  'POST /v1/invitations': member('owner', () => [
    { url: '/v1/invitations', body: { email: 'robin@shop.example', role: 'editor' } },
  ]),
  'DELETE /v1/invitations/:id': member('owner', ({ invitationId }) => [
    { url: `/v1/invitations/${invitationId}` },
  ]),
  'DELETE /v1/project': member('owner', ({ projectName }) => [
    { url: '/v1/project', body: { name: projectName } },
  ]),
  'GET /v1/project': admin('viewer', () => [{ url: '/v1/project' }]),
  'PUT /v1/project': admin('owner', () => [
    { url: '/v1/project', body: { name: 'Renamed', origins: [], theme: {}, acrossDevices: true } },
  ]),
  'POST /v1/project/identity-secret': admin('owner', () => [{ url: '/v1/project/identity-secret' }]),
  'DELETE /v1/project/identity-secret': admin('owner', () => [{ url: '/v1/project/identity-secret' }]),
  'GET /v1/keys': admin('owner', () => [{ url: '/v1/keys' }]),
  'POST /v1/keys': admin('owner', () => [{ url: '/v1/keys', body: { name: 'Another' } }]),
  'POST /v1/keys/:id/rotate': admin('owner', ({ secretKeyId, publishableKey }) => [
    { url: `/v1/keys/${secretKeyId}/rotate`, body: { overlapHours: 1 } },
    { url: `/v1/keys/${publishableKey}/rotate` },
  ]),
  'DELETE /v1/keys/:id': admin('owner', ({ secretKeyId, publishableKey }) => [
    { url: `/v1/keys/${secretKeyId}` },
    { url: `/v1/keys/${publishableKey}` },
  ]),
  'GET /v1/config': admin('viewer', () => [{ url: '/v1/config' }]),
  'POST /v1/config/plan': admin('viewer', ({ touchpoint }) => [
    { url: '/v1/config/plan', body: documentOf(touchpoint) },
  ]),
  'PUT /v1/config': admin('owner', ({ touchpoint }) => [
    {
      url: `/v1/config?overwrite=touchpoints/${touchpoint}`,
      body: documentOf(touchpoint),
      headers: anyRevision,
    },
  ]),
  'GET /v1/touchpoints': admin('viewer', () => [{ url: '/v1/touchpoints' }]),
  'PUT /v1/touchpoints': admin('editor', ({ touchpoint }) => [
    { url: '/v1/touchpoints', body: { order: [touchpoint] } },
  ]),
  'GET /v1/touchpoints/:key': admin('viewer', named => [{ url: key(named) }]),
  'PUT /v1/touchpoints/:key': admin('editor', named => [{ url: key(named), body: { name: 'Renamed' } }]),
  'PUT /v1/touchpoints/:key/survey': admin('editor', named => [
    { url: `${key(named)}/survey`, body: payment },
  ]),
  'PUT /v1/touchpoints/:key/rules': admin('editor', named => [
    { url: `${key(named)}/rules`, body: { sampleRate: 0.1 } },
  ]),
  'GET /v1/touchpoints/:key/history': admin('viewer', named => [{ url: `${key(named)}/history` }]),
  'GET /v1/touchpoints/:key/difference': admin('viewer', named => [
    { url: `${key(named)}/difference?from=${named.surveyId}&to=${named.surveyId}` },
    { url: `${key(named)}/difference?from=${named.rulesId}&to=${named.rulesId}` },
  ]),
  'POST /v1/touchpoints/:key/restore': admin('editor', named => [
    { url: `${key(named)}/restore`, body: { surveyId: named.surveyId } },
    { url: `${key(named)}/restore`, body: { rulesId: named.rulesId } },
  ]),
  'PUT /v1/touchpoints/:key/state': admin('editor', named => [
    { url: `${key(named)}/state`, body: { state: 'paused' } },
    { url: `${key(named)}/state`, body: { state: 'active' } },
  ]),
  'GET /v1/touchpoints/:key/draft': admin('viewer', named => [{ url: `${key(named)}/draft` }]),
  'PUT /v1/touchpoints/:key/draft': admin('editor', named => [
    { url: `${key(named)}/draft`, body: draft, headers: anyRevision },
  ]),
  'POST /v1/touchpoints/:key/publish': admin('editor', named => [
    { url: `${key(named)}/publish`, body: {}, headers: anyRevision },
  ]),
  'DELETE /v1/touchpoints/:key/draft': admin('editor', named => [
    { url: `${key(named)}/draft`, headers: anyRevision },
  ]),
  'POST /v1/touchpoints/:key/preview': admin('viewer', named => [
    { url: `${key(named)}/preview`, body: { survey: draft.survey } },
  ]),
  'GET /v1/touchpoints/:key/forecast': admin('viewer', named => [{ url: `${key(named)}/forecast` }]),
  'GET /v1/touchpoints/:key/drift': admin('viewer', named => [{ url: `${key(named)}/drift` }]),
  'GET /v1/responses.csv': admin('viewer', ({ touchpoint, tag }) => [
    { url: '/v1/responses.csv' },
    { url: `/v1/responses.csv?touchpoint=${touchpoint}` },
    { url: `/v1/responses.csv?tag=${encodeURIComponent(tag)}` },
  ]),
  'GET /v1/responses.ndjson': admin('viewer', ({ touchpoint, tag }) => [
    { url: '/v1/responses.ndjson' },
    { url: `/v1/responses.ndjson?touchpoint=${touchpoint}` },
    { url: `/v1/responses.ndjson?tag=${encodeURIComponent(tag)}` },
  ]),
  'GET /v1/responses': admin('viewer', ({ touchpoint, cursor, tag }) => [
    { url: '/v1/responses' },
    { url: `/v1/responses?touchpoint=${touchpoint}` },
    { url: `/v1/responses?cursor=${cursor}` },
    { url: `/v1/responses?tag=${tag}` },
  ]),
  'PUT /v1/responses/:id/read': admin('editor', ({ responseId }) => [
    { url: `/v1/responses/${responseId}/read` },
  ]),
  'DELETE /v1/responses/:id/read': admin('editor', ({ responseId }) => [
    { url: `/v1/responses/${responseId}/read` },
  ]),
  'POST /v1/responses/read': admin('editor', ({ touchpoint, cursor }) => [
    { url: '/v1/responses/read', body: { asOf: '1:1:' } },
    { url: `/v1/responses/read?touchpoint=${touchpoint}`, body: { asOf: '1:1:' } },
    { url: `/v1/responses/read?cursor=${cursor}`, body: { asOf: '1:1:' } },
  ]),
  'PUT /v1/responses/:id/tags/:tag': admin('editor', ({ responseId }) => [
    { url: `/v1/responses/${responseId}/tags/late` },
  ]),
  'DELETE /v1/responses/:id/tags/:tag': admin('editor', ({ responseId, tag }) => [
    { url: `/v1/responses/${responseId}/tags/${tag}` },
  ]),
  'GET /v1/tags': admin('viewer', () => [{ url: '/v1/tags' }]),
  'DELETE /v1/tags/:tag': admin('editor', ({ tag }) => [{ url: `/v1/tags/${tag}` }]),
  'GET /v1/test-responses': admin('viewer', () => [{ url: '/v1/test-responses' }]),
  'DELETE /v1/test-responses': admin('owner', () => [{ url: '/v1/test-responses' }]),
  'GET /v1/imports': admin('viewer', () => [{ url: '/v1/imports' }]),
  'POST /v1/imports': admin('editor', ({ touchpoint }) => [
    {
      url: '/v1/imports',
      body: {
        touchpoint,
        source: 'delighted',
        rows: [{ id: '1', answeredAt: '2026-01-04T09:30:00Z', score: 9 }],
      },
    },
  ]),
  'DELETE /v1/imports/:id': admin('owner', ({ importId }) => [{ url: `/v1/imports/${importId}` }]),
  'GET /v1/scores': admin('viewer', ({ touchpoint }) => [
    { url: '/v1/scores' },
    { url: `/v1/scores?touchpoint=${touchpoint}&by=metadata.a` },
  ]),
  'GET /v1/slices': admin('viewer', ({ touchpoint }) => [
    { url: '/v1/slices' },
    { url: `/v1/slices?touchpoint=${touchpoint}` },
  ]),
  'GET /v1/respondents/:id': admin('viewer', ({ respondent, cursor }) => [
    { url: `/v1/respondents/${respondent}` },
    { url: `/v1/respondents/${respondent}?cursor=${cursor}` },
  ]),
  'DELETE /v1/respondents/:id': admin('owner', ({ respondent }) => [
    { url: `/v1/respondents/${respondent}` },
  ]),
  'GET /v1/respondents': admin('viewer', ({ respondent, cursor }) => [
    { url: `/v1/respondents?respondent=${respondent}` },
    { url: `/v1/respondents?respondent=${respondent}&cursor=${cursor}` },
  ]),
  'DELETE /v1/respondents': admin('owner', ({ respondent }) => [
    { url: `/v1/respondents?respondent=${respondent}` },
  ]),
  'GET /v1/destinations': admin('viewer', () => [{ url: '/v1/destinations' }]),
  'POST /v1/destinations': admin('owner', () => [{ url: '/v1/destinations', body: webhook }]),
  'GET /v1/destinations/:id': admin('viewer', named => [{ url: destination(named) }]),
  'PUT /v1/destinations/:id': admin('owner', named => [{ url: destination(named), body: webhook }]),
  'DELETE /v1/destinations/:id': admin('owner', named => [{ url: destination(named) }]),
  'PUT /v1/destinations/:id/state': admin('owner', named => [
    { url: `${destination(named)}/state`, body: { state: 'off' } },
  ]),
  'POST /v1/destinations/:id/secret': admin('owner', named => [{ url: `${destination(named)}/secret` }]),
  'POST /v1/destinations/:id/test': admin('owner', named => [{ url: `${destination(named)}/test` }]),
  'POST /v1/destinations/:id/replay': admin('owner', named => [
    { url: `${destination(named)}/replay`, body: { from: '2026-03-01T00:00:00Z' } },
  ]),
  'GET /v1/destinations/:id/deliveries': admin('viewer', named => [
    { url: `${destination(named)}/deliveries` },
    { url: `${destination(named)}/deliveries?cursor=${named.deliveryId}` },
  ]),
  'POST /v1/destinations/:id/deliveries/:deliveryId/retry': admin('owner', named => [
    { url: `${destination(named)}/deliveries/${named.deliveryId}/retry` },
  ]),
  'GET /v1/project/contents': admin('viewer', () => [{ url: '/v1/project/contents' }]),
  'GET /v1/retention': admin('viewer', () => [
    { url: '/v1/retention?responseMonths=1&commentMonths=1&unansweredDays=8' },
  ]),
  'GET /v1/audit': admin('viewer', ({ cursor }) => [
    { url: '/v1/audit' },
    { url: `/v1/audit?cursor=${cursor}` },
  ]),
}
