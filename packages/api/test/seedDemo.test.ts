import { surveyInput } from '@tyck/shared/admin/touchpoints'
import { metrics } from '@tyck/shared/metric'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedDemo } from '../src/demo/seedDemo.ts'
import { demoTouchpoints } from '../src/demo/touchpoints.ts'
import { checkSurvey } from '../src/domain/publishing/checkSurvey.ts'
import { type Service, startService } from './service.ts'

let service: Service

beforeAll(async () => {
  service = await startService({ demo: true })
})

afterAll(() => service.close())

const demo = (method: 'GET' | 'PUT', url: string, body?: unknown) =>
  service.admin(method, url, body, 'sk_demo')

describe('the demo shop', () => {
  test('is made once, also by two processes that start together', async () => {
    await Promise.all([seedDemo(service.db, 0), seedDemo(service.db, 0), seedDemo(service.db, 0)])
    const { touchpoints } = (await demo('GET', '/v1/touchpoints')).json()
    expect(touchpoints).toHaveLength(demoTouchpoints.length)
    for (const { survey } of touchpoints) expect(survey.version).toBe(1)
  })

  test('stays as people left it', async () => {
    await demo('PUT', '/v1/touchpoints/checkout.payment', { name: 'Our payment' })
    const before = (await demo('GET', '/v1/touchpoints')).json()
    await seedDemo(service.db, 1)
    expect((await demo('GET', '/v1/touchpoints')).json()).toEqual(before)
  })

  test('asks in every metric and both placements', async () => {
    const { surveys } = (await service.app.inject('/v1/projects/pk_demo/surveys')).json()
    const told = (part: string) => new Set(surveys.map((survey: Record<string, string>) => survey[part]))
    expect(told('metric')).toEqual(new Set(metrics))
    expect(told('placement')).toEqual(new Set(['inline', 'corner']))
  })

  test.each(demoTouchpoints)('could have published $key itself', ({ survey }) => {
    expect(checkSurvey(surveyInput.parse({ ...survey, series: 'new-question' }))).toEqual([])
  })
})
