import { sql } from 'kysely'
import { addCounts, countNames, scores } from './countNames.ts'

const lessScores = scores.map(score => `-count(*) filter (where score = ${score})`).join(', ')

/** Takes the responses of the query `deleted` from the hourly counts. */
export const subtractDeleted = sql`
  insert into hourly_counts as standing
    (project_id, touchpoint_id, survey_id, hour, rules_id, ${sql.raw(countNames.join(', '))})
  select project_id, touchpoint_id, survey_id, date_trunc('hour', shown_at, 'UTC') as hour, rules_id,
    -- By the time of the comment: retention may have taken its text, and leaves it counted.
    -count(*), -count(score), -count(commented_at), -count(dismissed_at), ${sql.raw(lessScores)}
  from deleted
  where not test and not ('repeat' = any (flags))
  group by project_id, touchpoint_id, survey_id, hour, rules_id
  order by project_id, touchpoint_id, survey_id, hour, rules_id
  on conflict (project_id, touchpoint_id, survey_id, hour, rules_id) do update set ${sql.raw(addCounts)}`
