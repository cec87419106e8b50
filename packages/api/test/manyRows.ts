import { randomUUID } from 'node:crypto'
import type { ResponseRow } from '../src/store/responses.ts'

/** Rows as they are ready to be stored, each a showing at noon without an answer, but for `change`. */
export function rows(count: number, change: Partial<ResponseRow>): ResponseRow[] {
  const at = Date.parse('2026-03-01T11:00:00Z')
  return Array.from({ length: count }, () => ({
    project_id: randomUUID(),
    id: randomUUID(),
    touchpoint_id: '018f0000-0000-7000-8000-000000000001',
    survey_id: randomUUID(),
    rules_id: '018f0000-0000-7000-8000-000000000002',
    respondent: null,
    respondent_hash: null,
    verified: false,
    seq: 1,
    score: null,
    reasons: [],
    comment: null,
    metadata: {},
    channel: 'web' as const,
    locale: null,
    page: null,
    layout: null,
    flags: [],
    test: false,
    closed: false,
    dropped_keys: 0,
    shown_at: at,
    first_answered_at: null,
    answered_at: null,
    commented_at: null,
    dismissed_at: null,
    changed_at: at,
    received_at: at,
    ...change,
  }))
}
