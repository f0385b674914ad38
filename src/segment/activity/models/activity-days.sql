-- question: On which days was each human active, since when on that day, and what was it worth?
-- one row is: one UTC day of one human, of those whose id is in [first, last]
-- reads: human_acts
SELECT
  person_id,
  day,
  min(occurred_at) AS first_at,
  minIfOrNull(occurred_at, participation) AS participation_at,
  minIfOrNull(occurred_at, contribution) AS contribution_at,
  toDecimal64(sumIf(weight, contribution), 3) AS score
FROM (
  -- At most three acts of a kind count on a day, so that a burst does not outweigh a month.
  SELECT *, row_number() OVER (PARTITION BY person_id, day, act ORDER BY occurred_at) AS place
  FROM human_acts
  WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64}
)
WHERE place <= 3
GROUP BY person_id, day
