-- Why, by segment: stacked bars.
select segment, reason, count(*) as answers
from tyck.answers cross join unnest(reasons) as reason
where project_key = ${project:sqlstring} and touchpoint = ${touchpoint:sqlstring} and $__timeFilter(shown_at)
group by segment, reason
order by answers desc, segment, reason
