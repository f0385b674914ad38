-- question: In which months did each human contribute, and what was it worth?
-- one row is: one month of one human's accepted contributions, of those whose id is in [first, last]
-- reads: activity_days
SELECT
  toStartOfMonth(day) AS month,
  person_id,
  min(assumeNotNull(contribution_at)) AS first_at,
  toDecimal64(sum(score), 3) AS score
FROM activity_days
WHERE contribution_at IS NOT NULL AND person_id BETWEEN {first:UInt64} AND {last:UInt64}
GROUP BY month, person_id
