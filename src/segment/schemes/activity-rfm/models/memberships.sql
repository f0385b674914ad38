-- question: Who is core and current, steady, new, occasional, fading, drifting, dormant or only looking on, and since when?
-- one row is: one stay in one segment of one human whose id is in [first, last]
-- reads: activity_days, distributions
WITH
  {as_of:DateTime64(3)} - INTERVAL 1 MILLISECOND AS last_moment,
  -- Quintiles by mid-rank, so equal values share a class.
  classes AS (
    SELECT
      month,
      measure,
      value,
      sum(sum(people)) OVER (PARTITION BY month, measure ORDER BY value) AS up_to,
      sum(sum(people)) OVER (PARTITION BY month, measure) AS everybody,
      least(5, 1 + floor(5 * (up_to - sum(people) / 2) / everybody)) AS class
    FROM distributions
    WHERE scheme = 'activity-rfm'
    GROUP BY month, measure, value
  ),
  -- The largest value of the lowest class, of the lowest two, …; a score is 1 and one more for each cut below the value.
  cuts AS (
    SELECT
      month,
      maxForEachIf(largest, measure = 'recency') AS recency_cuts,
      maxForEachIf(largest, measure = 'frequency') AS frequency_cuts,
      maxForEachIf(largest, measure = 'value') AS value_cuts
    FROM (SELECT month, measure, arrayMap(limit -> if(class <= limit, value, -1.), [1, 2, 3, 4]) AS largest FROM classes)
    GROUP BY month
  ),
  beginnings AS (
    SELECT
      person_id,
      min(day) AS first_day,
      minIfOrNull(day, participation_at IS NOT NULL OR contribution_at IS NOT NULL) AS first_active_day
    FROM activity_days
    WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64}
    GROUP BY person_id
  ),
  measured AS (
    SELECT
      person_id,
      month,
      least(toLastDayOfMonth(month), toDate(last_moment)) AS seen_on,
      max(day) AS last_day,
      count() AS frequency,
      toFloat64(sum(score)) AS worth
    FROM activity_days
    ARRAY JOIN arrayMap(later -> addMonths(toStartOfMonth(day), later), range(13)) AS month
    WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64}
      AND (participation_at IS NOT NULL OR contribution_at IS NOT NULL)
      AND month <= toDate(last_moment)
      AND day > least(toLastDayOfMonth(month), toDate(last_moment)) - 365
    GROUP BY person_id, month
  ),
  scored AS (
    SELECT
      measured.person_id AS person_id,
      measured.month AS month,
      last_day,
      frequency,
      first_active_day,
      364 - (seen_on - last_day) AS recency,
      1 + (recency_cuts[1] < recency) + (recency_cuts[2] < recency) + (recency_cuts[3] < recency) + (recency_cuts[4] < recency) AS r,
      1 + (frequency_cuts[1] < frequency) + (frequency_cuts[2] < frequency) + (frequency_cuts[3] < frequency) + (frequency_cuts[4] < frequency) AS f,
      if(worth = 0, 0, 1 + (value_cuts[1] < worth) + (value_cuts[2] < worth) + (value_cuts[3] < worth) + (value_cuts[4] < worth)) AS v,
      -- Recency compares people with each other; whoever was here this month is current however busy the others were.
      r >= 3 OR seen_on - last_day < 30 AS is_current,
      -- And one or two days are not often, however rarely the others came.
      f >= 3 AND frequency >= 3 AS is_often,
      multiIf(
        seen_on - first_active_day < 90, 'new',
        is_current AND is_often AND f >= 4 AND v >= 4, 'core',
        is_current AND is_often, 'steady',
        is_current, 'occasional',
        is_often, 'fading',
        'drifting'
      ) AS segment,
      leadInFrame(measured.month) OVER (PARTITION BY measured.person_id ORDER BY measured.month ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_month
    FROM measured
    INNER JOIN cuts ON cuts.month = measured.month
    INNER JOIN beginnings ON beginnings.person_id = measured.person_id
  ),
  placed AS (
    SELECT
      person_id,
      addMonths(month, is_after) AS month,
      if(is_after, 'dormant', segment) AS segment,
      last_day,
      frequency,
      first_active_day,
      r,
      f,
      v
    FROM (
      -- Who was not active in the year to the next month end is dormant from then on.
      SELECT *, arrayJoin(if(next_month = addMonths(month, 1) OR addMonths(month, 1) > toDate(last_moment), [0], [0, 1])) AS is_after
      FROM scored
    )
    UNION ALL
    SELECT person_id, toStartOfMonth(first_day) AS month, 'onlooker' AS segment, first_day AS last_day, 0 AS frequency, first_day AS first_active_day, 0 AS r, 0 AS f, 0 AS v
    FROM beginnings
    WHERE beginnings.first_active_day IS NULL OR toStartOfMonth(beginnings.first_active_day) > toStartOfMonth(first_day)
  ),
  changes AS (
    SELECT *
    FROM (
      SELECT *, lagInFrame(segment) OVER (PARTITION BY person_id ORDER BY month ROWS UNBOUNDED PRECEDING) AS before
      FROM placed
    )
    WHERE segment != before
  ),
  stays AS (
    SELECT
      segment,
      person_id,
      least(toDateTime64(addMonths(month, 1), 3, 'UTC'), {as_of:DateTime64(3)}) - INTERVAL 1 MILLISECOND AS entered_at,
      multiIf(
        segment = 'onlooker', concat('seen on ', toString(first_active_day), ', without taking part or contributing'),
        segment = 'dormant', concat('not active in the 365 days to ', toString(toDate(entered_at))),
        segment = 'new', concat('first active on ', toString(first_active_day)),
        concat('active on ', toString(frequency), if(frequency = 1, ' day', ' days'), ' in the 365 days to ', toString(toDate(entered_at)), ', last on ', toString(last_day),
          ' (recency ', toString(r), ', frequency ', toString(f), ', value ', toString(v), ' of 5)')
      ) AS entered_reason
    FROM changes
  )
SELECT
  segment,
  person_id AS subject_id,
  entered_at,
  leadInFrame(toNullable(entered_at)) OVER following AS left_at,
  entered_reason,
  leadInFrame(entered_reason, 1, '') OVER following AS left_reason
FROM stays
WINDOW following AS (PARTITION BY person_id ORDER BY entered_at ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
