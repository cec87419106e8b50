import type { ResponseRow } from './responses.ts'

/** What a state brought that somebody may be told of: a number for each, to be added up. See migrations/0023. */
const news = { 'response.answered': 1, 'response.commented': 2, 'response.changed': 4, 'response.closed': 8 }

/** The sum of what holds of a state; null for nothing. Reasons that come with the comment are no change. */
const newsOf = (holds: Record<keyof typeof news, string>) =>
  `nullif(${Object.entries(holds)
    .map(([type, condition]) => `(${condition})::int * ${news[type as keyof typeof news]}`)
    .join(' + ')}, 0)::smallint`

export const newsOfFirst = newsOf({
  'response.answered': 'score is not null',
  'response.commented': 'comment is not null',
  'response.changed': 'false',
  'response.closed': 'closed and score is not null',
})

export const newsOfNext = newsOf({
  'response.answered': 'standing.score is null and excluded.score is not null',
  'response.commented': 'standing.comment is null and excluded.comment is not null',
  'response.changed': `standing.score is not null and excluded.score is distinct from standing.score
      or standing.comment is not null and excluded.comment is distinct from standing.comment
      or standing.score is not null and excluded.reasons <> standing.reasons
        and (standing.comment is not null or excluded.comment is null)`,
  'response.closed': 'not standing.closed and excluded.closed and excluded.score is not null',
})

/** Whether anybody may be told of what a state brings: a first one without score and comment is a showing, or its end. */
export const mayBringNews = ({ seq, score, comment }: ResponseRow) =>
  seq > 1 || score !== null || comment !== null

/** What the part that notes events reads of the rows that were written. */
export const newsColumns = `,
    news, seq, score as stored_score, replaced_score, comment is not null as has_comment, verified`

/** The part of the statement that stores responses that notes what anybody is to be told of. */
export const notedSql = `,
noted as (
  insert into events (
    project_id, id, type, touchpoint_id, survey_id, response_id, seq, score, previous_score, commented, verified, test
  )
  select project_id, uuid_v7(), type, touchpoint_id, survey_id, id, seq, stored_score, replaced_score, has_comment,
    verified, test
  from written
  join (values ${Object.entries(news)
    .map(([type, bit]) => `(${bit}, '${type}')`)
    .join(', ')}) as kinds (bit, type) on news & bit <> 0
  -- Nothing is noted that nobody wants to know; a showing is not even looked at.
  where news is not null and exists (
    select from destinations d
    where d.project_id = written.project_id and d.state = 'on' and type = any (d.wants)
  )
)`
