-- question: How many did we see each month, and how many only glimpse?
-- one row is: one month with the people who did something in it, or in the three months that end with it, and the visitors without a name
-- reads: activity, events, people
SELECT month, sum(seen) AS people, sum(seen_in_three) AS people_in_three, sum(glimpsed) AS visitors
FROM (
  SELECT
    addMonths(month, later) AS month,
    uniqExactIf(person_id, later = 0) AS seen,
    uniqExact(person_id) AS seen_in_three,
    0 AS glimpsed
  FROM (
    SELECT DISTINCT person_id, month
    FROM activity WHERE person_id IN (SELECT person_id FROM people WHERE class = 'human')
  )
  ARRAY JOIN range(3) AS later
  GROUP BY month
  UNION ALL
  SELECT toStartOfMonth(occurred_at) AS month, 0 AS seen, 0 AS seen_in_three, uniqExact(visitor) AS glimpsed
  FROM events
  WHERE alias_id = 0 AND visitor != 0 AND occurred_at < {as_of:DateTime64(3)}
    AND NOT hasAny(flags, ['dated-too-early', 'dated-in-future']) AND attrs['agent_class'] NOT IN ('crawler', 'ci')
  GROUP BY month
)
WHERE month < {as_of:DateTime64(3)}
GROUP BY month
