-- The NPS of the range against as long a time before it, with the verdict: higher, lower, unsure or too-few.
select this.n, this.nps, before.n as n_before, before.nps as nps_before, change.difference, change.low, change.high,
  change.verdict
from (
  select sum(score_9 + score_10) filter (where is_last) as p, sum(score_7 + score_8) filter (where is_last) as q,
    sum(answered - score_7 - score_8 - score_9 - score_10) filter (where is_last) as d,
    sum(score_9 + score_10) filter (where not is_last) as p0, sum(score_7 + score_8) filter (where not is_last) as q0,
    sum(answered - score_7 - score_8 - score_9 - score_10) filter (where not is_last) as d0
  from tyck.daily_scores
  join tyck.touchpoints using (project_id, touchpoint, series_id)
  cross join lateral (select day >= $__timeFrom()::timestamptz as is_last) as halves
  where daily_scores.project_key = ${project:sqlstring} and touchpoint = ${touchpoint:sqlstring}
    and day >= $__timeFrom()::timestamptz - ($__timeTo()::timestamptz - $__timeFrom()::timestamptz) and day < $__timeTo()::timestamptz
) as counts
cross join lateral tyck.nps(p, q, d) as this
cross join lateral tyck.nps(p0, q0, d0) as before
cross join lateral tyck.compare_nps(p, q, d, p0, q0, d0) as change
