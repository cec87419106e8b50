-- What the team's tags are given to: bars.
select tag, count(*) as responses, avg(score) as mean_score
from tyck.tags join tyck.responses using (project_id, response_id)
where responses.project_key = {{project}} and touchpoint = {{touchpoint}} and counted and shown_at > now() - {{days}} * interval '1 day'
group by tag
order by responses desc, tag
