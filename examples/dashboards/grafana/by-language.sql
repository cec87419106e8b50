-- Answers and NPS by the language of the question: a table.
select locale, n as answers, case when n >= 5 then nps end as nps, case when n >= 5 then low end as low,
  case when n >= 5 then high end as high
from (
  select locale, count(*) filter (where segment = 'promoter') as promoters,
    count(*) filter (where segment = 'passive') as passives, count(*) filter (where segment = 'detractor') as detractors
  from tyck.answers
  where project_key = ${project:sqlstring} and touchpoint = ${touchpoint:sqlstring} and metric = 'nps' and $__timeFilter(shown_at)
  group by locale
) as languages
cross join lateral tyck.nps(promoters, passives, detractors)
order by n desc, locale
