-- Detractors who wrote, newest first: a table.
select shown_at, touchpoint, score, comment, respondent, metadata
from tyck.answers
where project_key = ${project:sqlstring} and segment = 'detractor' and comment is not null and $__timeFilter(shown_at)
order by shown_at desc
limit 100
