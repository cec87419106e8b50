-- Why, by segment: stacked bars.
select segment, reason, count(*) as answers
from tyck.answers cross join unnest(reasons) as reason
where project_key = {{project}} and touchpoint = {{touchpoint}} and shown_at > now() - {{days}} * interval '1 day'
group by segment, reason
order by answers desc, segment, reason
