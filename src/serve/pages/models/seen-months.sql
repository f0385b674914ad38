-- question: How many did we see each month, and how many only glimpse?
-- one row is: one month with the people who did something and the visitors without a name
-- reads: activity, events, people
SELECT month, sum(seen) AS people, sum(glimpsed) AS visitors
FROM (
  SELECT month, uniqExact(person_id) AS seen, 0 AS glimpsed
  FROM activity WHERE person_id IN (SELECT person_id FROM people WHERE class = 'human')
  GROUP BY month
  UNION ALL
  SELECT toStartOfMonth(occurred_at) AS month, 0 AS seen, uniqExact(visitor) AS glimpsed
  FROM events
  WHERE alias_id = 0 AND visitor != 0 AND occurred_at < {as_of:DateTime64(3)}
    AND NOT hasAny(flags, ['dated-too-early', 'dated-in-future']) AND attrs['agent_class'] NOT IN ('crawler', 'ci')
  GROUP BY month
)
GROUP BY month
