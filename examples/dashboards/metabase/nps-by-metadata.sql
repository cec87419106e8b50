-- NPS by what the page knew: bars. Groups of fewer than five answers show their number alone.
select value, n, case when n >= 5 then nps end as nps, case when n >= 5 then low end as low,
  case when n >= 5 then high end as high
from (
  select coalesce(metadata->>{{key}}, 'not told') as value, count(*) filter (where segment = 'promoter') as promoters,
    count(*) filter (where segment = 'passive') as passives, count(*) filter (where segment = 'detractor') as detractors
  from tyck.answers
  where project_key = {{project}} and touchpoint = {{touchpoint}} and metric = 'nps' and shown_at > now() - {{days}} * interval '1 day'
  group by 1
) as groups
cross join lateral tyck.nps(promoters, passives, detractors)
order by n desc, value
