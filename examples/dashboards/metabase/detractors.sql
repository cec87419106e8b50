-- Detractors who wrote, newest first: a table.
select shown_at, touchpoint, score, comment, respondent, metadata
from tyck.answers
where project_key = {{project}} and segment = 'detractor' and comment is not null and shown_at > now() - {{days}} * interval '1 day'
order by shown_at desc
limit 100
