-- question: From when to when did each human hold each rung?
-- one row is: one stretch on one rung of one human whose id is in [first, last]
-- reads: activity_days, contribution_months, core_months
WITH
  -- Each rung is renewed by acts. A renewal says: held at `at`, and given up at the end of the second month end at which the rule
  -- has failed, which is the moment before `until`, unless renewed before.
  renewals AS (
    SELECT person_id, 1 AS rung, min(first_at) AS at, toDateTime64('2299-01-01', 3, 'UTC') AS until, 0 AS core_size
    FROM activity_days
    WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64}
    GROUP BY person_id
    UNION ALL
    SELECT person_id, 2 AS rung, assumeNotNull(participation_at) AS at, toDateTime64(addMonths(toStartOfMonth(addDays(at, 365)), 2), 3, 'UTC') AS until, 0 AS core_size
    FROM activity_days
    WHERE participation_at IS NOT NULL AND person_id BETWEEN {first:UInt64} AND {last:UInt64}
    UNION ALL
    SELECT person_id, 3 AS rung, assumeNotNull(contribution_at) AS at, toDateTime64(addMonths(toStartOfMonth(addDays(at, 365)), 2), 3, 'UTC') AS until, 0 AS core_size
    FROM activity_days
    WHERE contribution_at IS NOT NULL AND person_id BETWEEN {first:UInt64} AND {last:UInt64}
    UNION ALL
    -- The third month of six completes the rule; it holds for as long as the month before the last but one is among the last six.
    SELECT person_id, 4 AS rung, first_at AS at, toDateTime64(addMonths(third_last, 8), 3, 'UTC') AS until, 0 AS core_size
    FROM (
      SELECT person_id, month, first_at, lagInFrame(toNullable(month), 2) OVER (PARTITION BY person_id ORDER BY month ROWS UNBOUNDED PRECEDING) AS third_last
      FROM contribution_months
      WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64}
    )
    WHERE third_last >= addMonths(month, -5)
    UNION ALL
    SELECT person_id, 5 AS rung, toDateTime64(addMonths(month, 1), 3, 'UTC') - INTERVAL 1 MILLISECOND AS at, toDateTime64(addMonths(month, 3), 3, 'UTC') AS until, core_size
    FROM core_months
    WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64}
  ),
  stretches AS (
    SELECT *, sum(is_first) OVER (PARTITION BY person_id, rung ORDER BY at) AS stretch
    FROM (
      SELECT *, ifNull(at >= lagInFrame(toNullable(until)) OVER (PARTITION BY person_id, rung ORDER BY at ROWS UNBOUNDED PRECEDING), true) AS is_first
      FROM renewals
    )
  )
SELECT
  person_id,
  toUInt8(rung) AS rung,
  min(at) AS held_from,
  if(max(until) <= {as_of:DateTime64(3)}, max(until) - INTERVAL 1 MILLISECOND, NULL) AS held_until,
  argMin(core_size, at) AS core_size
FROM stretches
GROUP BY person_id, rung, stretch
