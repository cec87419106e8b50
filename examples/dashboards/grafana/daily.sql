-- Showings and answers by day of the project's own time zone: two lines.
select (hour at time zone time_zone)::date as time, sum(shown) as shown, sum(answered) as answered
from tyck.hourly_scores
where project_key = ${project:sqlstring} and touchpoint = ${touchpoint:sqlstring} and $__timeFilter(hour)
group by 1
order by 1
