-- NPS by week, of the question that is asked now: a line of nps, with low and high around it.
select week as time, n, nps, low, high
from (
  select date_trunc('week', day) as week, sum(score_9 + score_10) as promoters, sum(score_7 + score_8) as passives,
    sum(answered - score_7 - score_8 - score_9 - score_10) as detractors
  from tyck.daily_scores
  join tyck.touchpoints using (project_id, touchpoint, series_id)
  where daily_scores.project_key = ${project:sqlstring} and touchpoint = ${touchpoint:sqlstring} and $__timeFilter(day)
  group by 1
) as weeks
cross join lateral tyck.nps(promoters, passives, detractors)
order by 1
