-- question: How recently, how often and how weightily was everybody active, at the end of each month?
-- one row is: how many people whose id is in [first, last] have one value of one measure at one month end; zeros are left out
-- reads: activity_days
WITH
  {as_of:DateTime64(3)} - INTERVAL 1 MILLISECOND AS last_moment,
  measured AS (
    SELECT
      month,
      person_id,
      364 - (least(toLastDayOfMonth(month), toDate(last_moment)) - max(day)) AS recency,
      count() AS frequency,
      sum(score) AS worth
    FROM activity_days
    ARRAY JOIN arrayMap(later -> addMonths(toStartOfMonth(day), later), range(13)) AS month
    WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64}
      AND (participation_at IS NOT NULL OR contribution_at IS NOT NULL)
      AND month <= toDate(last_moment)
      AND day > least(toLastDayOfMonth(month), toDate(last_moment)) - 365
    GROUP BY month, person_id
  )
SELECT month, measured_value.1 AS measure, measured_value.2 AS value, count() AS people
FROM measured
ARRAY JOIN [('recency', toFloat64(recency)), ('frequency', toFloat64(frequency)), ('value', toFloat64(worth))] AS measured_value
WHERE measure != 'value' OR value > 0
GROUP BY month, measure, value
