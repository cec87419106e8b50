import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listRoutes } from './listRoutes.ts'
import { makePerson } from './people.ts'
import { publish, type Service, startService } from './service.ts'

interface Operation {
  operationId?: string
  summary?: string
  tags?: string[]
  security?: object[]
  'x-role'?: string
  parameters?: { name: string; in: string; required?: boolean; schema?: object; description?: string }[]
  requestBody?: { content: Record<string, { schema: object; example?: object }> }
  responses: Record<string, { $ref?: string; content?: Record<string, { schema: object }> }>
}

interface Document {
  openapi: string
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, { properties: object }>; responses: object; securitySchemes: object }
}

let service: Service
let document: Document

beforeAll(async () => {
  service = await startService()
  document = (await service.app.inject('/openapi.json')).json()
})

afterAll(() => service.close())

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  )

const exampleOf = (operation: string) =>
  operations().find(({ operationId }) => operationId === operation)?.requestBody?.content['application/json']
    ?.example

describe('the OpenAPI document', () => {
  test('has every route of the API, and nothing else', () => {
    const found = operations().map(({ method, path }) => `${method.toUpperCase()} ${path}`)
    expect(found.sort()).toEqual([
      'DELETE /v1/destinations/{id}',
      'DELETE /v1/imports/{id}',
      'DELETE /v1/invitations/{id}',
      'DELETE /v1/keys/{id}',
      'DELETE /v1/members/me',
      'DELETE /v1/members/{accountId}',
      'DELETE /v1/project',
      'DELETE /v1/project/identity-secret',
      'DELETE /v1/respondents',
      'DELETE /v1/respondents/{id}',
      'DELETE /v1/responses/{id}/read',
      'DELETE /v1/responses/{id}/tags/{tag}',
      'DELETE /v1/session',
      'DELETE /v1/sessions',
      'DELETE /v1/tags/{tag}',
      'DELETE /v1/test-responses',
      'DELETE /v1/touchpoints/{key}/draft',
      'GET /v1/audit',
      'GET /v1/config',
      'GET /v1/destinations',
      'GET /v1/destinations/{id}',
      'GET /v1/destinations/{id}/deliveries',
      'GET /v1/imports',
      'GET /v1/invitations',
      'GET /v1/keys',
      'GET /v1/members',
      'GET /v1/project',
      'GET /v1/project/contents',
      'GET /v1/projects/{publishableKey}/surveys',
      'GET /v1/respondents',
      'GET /v1/respondents/{id}',
      'GET /v1/responses',
      'GET /v1/responses.csv',
      'GET /v1/responses.ndjson',
      'GET /v1/retention',
      'GET /v1/scores',
      'GET /v1/session',
      'GET /v1/slices',
      'GET /v1/tags',
      'GET /v1/test-responses',
      'GET /v1/touchpoints',
      'GET /v1/touchpoints/{key}',
      'GET /v1/touchpoints/{key}/difference',
      'GET /v1/touchpoints/{key}/draft',
      'GET /v1/touchpoints/{key}/drift',
      'GET /v1/touchpoints/{key}/forecast',
      'GET /v1/touchpoints/{key}/history',
      'POST /v1/config/plan',
      'POST /v1/destinations',
      'POST /v1/destinations/{id}/deliveries/{deliveryId}/retry',
      'POST /v1/destinations/{id}/replay',
      'POST /v1/destinations/{id}/secret',
      'POST /v1/destinations/{id}/test',
      'POST /v1/eligibility',
      'POST /v1/imports',
      'POST /v1/invitations',
      'POST /v1/invitations/accept',
      'POST /v1/invitations/look',
      'POST /v1/keys',
      'POST /v1/keys/{id}/rotate',
      'POST /v1/members/{accountId}/reset',
      'POST /v1/password-resets',
      'POST /v1/project/identity-secret',
      'POST /v1/projects',
      'POST /v1/responses',
      'POST /v1/responses/read',
      'POST /v1/session',
      'POST /v1/setup',
      'POST /v1/touchpoints/{key}/preview',
      'POST /v1/touchpoints/{key}/publish',
      'POST /v1/touchpoints/{key}/restore',
      'PUT /v1/account',
      'PUT /v1/account/password',
      'PUT /v1/config',
      'PUT /v1/destinations/{id}',
      'PUT /v1/destinations/{id}/state',
      'PUT /v1/members/{accountId}',
      'PUT /v1/project',
      'PUT /v1/responses/{id}/read',
      'PUT /v1/responses/{id}/tags/{tag}',
      'PUT /v1/touchpoints',
      'PUT /v1/touchpoints/{key}',
      'PUT /v1/touchpoints/{key}/draft',
      'PUT /v1/touchpoints/{key}/rules',
      'PUT /v1/touchpoints/{key}/state',
      'PUT /v1/touchpoints/{key}/survey',
    ])
    // Fastify's own list of routes knows no others below /v1.
    const routes = listRoutes(service.app).filter(route => /^(?:GET|PUT|POST|DELETE) \/v1\//.test(route))
    expect(routes).toEqual(found.map(route => route.replace(/\{(\w+)\}/g, ':$1')).sort())
  })

  test('describes each by a name, a sentence and a known tag', () => {
    const tags = document.tags.map(({ name }) => name)
    for (const { path, method, operationId, summary, tags: used = [] } of operations()) {
      expect(operationId, `${method} ${path}`).toMatch(/^[a-z][A-Za-z]+$/)
      expect(summary, `${method} ${path}`).toBeTruthy()
      expect(tags, `${method} ${path}`).toEqual(expect.arrayContaining(used))
      expect(used, `${method} ${path}`).toHaveLength(1)
    }
    expect(new Set(operations().map(({ operationId }) => operationId)).size).toBe(operations().length)
  })

  test('says what each takes and gives', () => {
    for (const { path, method, parameters = [], requestBody, responses } of operations()) {
      const told = `${method} ${path}`
      const inPath = parameters.filter(parameter => parameter.in === 'path')
      expect(
        inPath.map(({ name }) => `{${name}}`),
        told,
      ).toEqual(path.match(/\{\w+\}/g) ?? [])
      for (const parameter of inPath) expect(parameter.required, told).toBe(true)
      const hasNone =
        method === 'delete'
          ? path !== '/v1/project'
          : /\/(?:identity-secret|\{id\}\/read|\{tag\}|reset|secret|test|retry)$/.test(path)
      const hasBody = method !== 'get' && !hasNone
      expect(requestBody !== undefined, told).toBe(hasBody)
      for (const content of Object.values(requestBody?.content ?? {})) {
        expect(Object.keys(content.schema).join(), told).toMatch(/properties|oneOf|anyOf/)
      }
      const success = responses['200'] ?? responses['201'] ?? responses['202']
      if (!responses['204']) {
        const { schema = {} } = Object.values(success?.content ?? {})[0] ?? {}
        const isFile = /\.(?:csv|ndjson)$/.test(path)
        expect(Object.keys(schema).join(), told).toMatch(isFile ? /type|anyOf/ : /properties|oneOf|anyOf/)
      }
      expect(responses.default, told).toEqual({ $ref: '#/components/responses/Problem' })
    }
  })

  test('tells of If-Match where it is read, and where it has to be there', () => {
    const taking = operations().flatMap(({ operationId, parameters = [] }) =>
      parameters.filter(({ name }) => name === 'If-Match').map(({ required }) => [operationId, required]),
    )
    const refused = operations().filter(
      ({ operationId, responses }) => responses['412'] && operationId !== 'markRead',
    )
    expect(taking.map(([operationId]) => operationId).sort()).toEqual(
      refused.map(({ operationId }) => operationId).sort(),
    )
    expect(taking.filter(([, required]) => required).map(([operationId]) => operationId)).toEqual([
      'putDraft',
      'deleteDraft',
      'publishDraft',
    ])
  })

  test('shows by example what is published, and the example holds', async () => {
    await publish(service, 'example')
    const owner = await makePerson(service)
    const viewer = await makePerson(service, 'viewer')
    const made = await owner.ask('POST', '/v1/destinations', exampleOf('createDestination'))
    expect(made.statusCode).toBe(201)
    for (const { path, method, requestBody, security } of operations()) {
      if (!requestBody || security === undefined) continue
      const example = requestBody.content['application/json']?.example
      if (method !== 'put') continue
      expect(example, path).toBeTypeOf('object')
      const url = path
        .replace('{key}', 'example')
        .replace('{accountId}', viewer.id)
        .replace('{id}', made.json().destination.id)
        // It was published by others.
        .replace(/config$/, 'config?overwrite=touchpoints/example')
      // Nobody's password stands in a document.
      const expected = path.endsWith('/password') ? 403 : 200
      expect((await owner.ask('PUT', url, example, { 'if-match': '*' })).statusCode, path).toBe(expected)
    }
  })

  test('asks for a secret key or a session where one is needed, and only there, and for a role', () => {
    const open = operations().filter(({ security }) => !security)
    expect(open.map(({ operationId }) => operationId).sort()).toEqual([
      'acceptInvitation',
      'askEligibility',
      'getSession',
      'getSurveys',
      'lookAtInvitation',
      'recordResponses',
      'resetPassword',
      'setUp',
      'signIn',
    ])
    for (const { operationId, security = [], 'x-role': role } of operations()) {
      const takes = security.flatMap(each => Object.keys(each))
      if (takes.length > 0) {
        expect(takes, operationId).toContain('session')
        expect(['viewer', 'editor', 'owner', ...(takes.length === 1 ? ['account'] : [])]).toContain(role)
      }
    }
    expect(Object.keys(document.components.securitySchemes)).toEqual(['secretKey', 'session'])
  })

  test('holds by the schema of OpenAPI itself, in the eyes of somebody else', async () => {
    const told = await new Validator().validate({ ...structuredClone(document) })
    expect(told).toEqual({ valid: true })
    const broken = { ...structuredClone(document), paths: { touchpoints: {} } }
    expect(await new Validator().validate(broken)).toMatchObject({ valid: false })
  })

  test('is OpenAPI 3.1 whose references lead somewhere', () => {
    expect(document.openapi).toMatch(/^3\.1\./)
    const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? []
    expect(references.length).toBeGreaterThan(0)
    for (const reference of references) {
      const [, ...steps] = reference.slice('"$ref":"'.length, -1).split('/')
      const target = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)?.[step], document)
      expect(target, reference).toBeTypeOf('object')
    }
    expect(document.components.schemas.Problem?.properties).toHaveProperty('code')
  })
})
