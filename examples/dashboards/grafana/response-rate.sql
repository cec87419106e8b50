-- How many of those who were asked answered, by touchpoint, in percent: a table, or bars with their interval.
select touchpoint, shown, answered, share as percent, low, high
from (
  select touchpoint, sum(shown) as shown, sum(answered) as answered
  from tyck.daily_scores
  where project_key = ${project:sqlstring} and imported_from is null and $__timeFilter(day)
  group by touchpoint
) as touchpoints
cross join lateral tyck.share(answered, shown)
order by shown desc, touchpoint
