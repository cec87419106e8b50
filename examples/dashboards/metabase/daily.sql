-- Showings and answers by day of the project's own time zone: two lines.
select (hour at time zone time_zone)::date as day, sum(shown) as shown, sum(answered) as answered
from tyck.hourly_scores
where project_key = {{project}} and touchpoint = {{touchpoint}} and hour > now() - {{days}} * interval '1 day'
group by 1
order by 1
