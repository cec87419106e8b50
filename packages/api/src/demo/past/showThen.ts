import type { Metadata } from '@tyck/shared/contract/vocabulary'
import type { ResponseRow } from '../../store/responses.ts'
import type { AskedThen, RulesThen, SurveyThen } from './askedThen.ts'
import type { Person } from './demoPeople.ts'
import { type Circumstances, type DemoTraffic, turns } from './demoTraffic.ts'
import type { Random } from './seededRandom.ts'

/** A question before one person, at one moment. */
export interface Moment {
  touchpoint: AskedThen
  traffic: DemoTraffic
  survey: SurveyThen
  rules: RulesThen
  person: Person
  /** When it was shown, in milliseconds since 1970. */
  at: number
  circumstances: Circumstances
}

/** What is true of a showing at `daysLeft` days before the end. */
export function circumstancesOf(random: Random, traffic: DemoTraffic, daysLeft: number): Circumstances {
  const device = random.weigh(traffic.devices(daysLeft))
  return { device, daysLeft, metadata: traffic.metadata(random, daysLeft) }
}

/** The response as it is when nobody has answered yet. */
export function showThen(random: Random, moment: Moment): ResponseRow {
  const { touchpoint, traffic, survey, rules, person, at, circumstances } = moment
  const { device, daysLeft } = circumstances
  const isApp = touchpoint.key === 'app.week-one' || (device === 'phone' && random.chance(0.3))
  const metadata: Metadata = { ...circumstances.metadata, device }
  if (isApp) metadata.appVersion = appVersionThen(random, daysLeft)
  return {
    project_id: touchpoint.projectId,
    id: random.uuidAt(at),
    touchpoint_id: touchpoint.touchpointId,
    survey_id: survey.id,
    rules_id: rules.id,
    respondent: person.id,
    respondent_hash: null,
    verified: person.isVerified,
    seq: 1,
    score: null,
    reasons: [],
    comment: null,
    metadata,
    channel: isApp ? 'app' : 'web',
    locale: person.locale,
    page: `https://shop.example${traffic.page}`,
    layout: device === 'phone' ? 'two-rows' : 'one-row',
    flags: random.chance(0.006) ? ['headless'] : [],
    test: false,
    closed: false,
    dropped_keys: 0,
    shown_at: at,
    first_answered_at: null,
    answered_at: null,
    commented_at: null,
    dismissed_at: null,
    changed_at: at,
    received_at: at + 150,
  }
}

/** Most have the newest; some never update. */
function appVersionThen(random: Random, daysLeft: number): string {
  if (daysLeft > 60 || random.chance(0.15)) return '5.2'
  return daysLeft > turns.cardTrouble || random.chance(0.3) ? '5.3' : '5.4'
}
