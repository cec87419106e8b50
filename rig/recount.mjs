const scores = Array.from({ length: 11 }, (_, score) => score)
const counts = ['shown', 'answered', 'commented', 'dismissed', ...scores.map(score => `s${score}`)]
const counted = scores.map(score => `count(*) filter (where score = ${score})`).join(', ')

/** Each hour that is counted otherwise than a recount of its responses says. Tests and repeats count nowhere. */
export const recount = `
  with recounted as (
    select project_id, survey_id, rules_id, date_trunc('hour', shown_at, 'UTC') as hour,
      count(*), count(score), count(comment), count(dismissed_at), ${counted}
    from tyck_internal.responses where not test and not 'repeat' = any (flags) group by 1, 2, 3, 4
  ),
  kept as (
    select project_id, survey_id, rules_id, hour, ${counts.join(', ')} from tyck_internal.hourly_counts
    where (${counts.join(', ')}) <> (${counts.map(() => 0).join(', ')})
  )
  (select 'as kept' as counts, * from (select * from kept except select * from recounted) as other)
  union all
  (select 'as recounted', * from (select * from recounted except select * from kept) as other)`

/** Respondents of whom more than one answer counts, in a project that counts one. */
export const countedTwice = (/** @type {string} */ projectId) => `
  select respondent, count(*) from tyck_internal.responses
  where project_id = '${projectId}' and respondent is not null and score is not null
    and not test and not 'repeat' = any (flags)
  group by respondent having count(*) > 1`
