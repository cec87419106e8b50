-- From who could have been asked (an estimate) to who wrote: a table, or a funnel of one row.
select touchpoint, round(sum(estimated_eligible)) as estimated_eligible, sum(shown) as shown, sum(answered) as answered,
  sum(commented) as commented, sum(dismissed) as dismissed, sum(shown - answered - dismissed) as ignored
from tyck.daily_scores
where project_key = {{project}} and imported_from is null and day > now() - {{days}} * interval '1 day'
group by touchpoint
order by shown desc, touchpoint
