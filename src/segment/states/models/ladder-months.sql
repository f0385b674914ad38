-- question: How many people stood on each rung at the end of each month, and how many came up or down to it?
-- one row is: one month of one rung
-- reads: states
WITH
  stays AS (
    SELECT state, entered_at, left_at, lagInFrame(state) OVER (PARTITION BY person_id ORDER BY entered_at ROWS UNBOUNDED PRECEDING) < state AS is_up
    FROM states
    WHERE ladder = 'participation'
  ),
  changes AS (
    SELECT toStartOfMonth(entered_at) AS month, state, 1 AS change, is_up, NOT is_up AS is_down FROM stays
    UNION ALL
    SELECT toStartOfMonth(assumeNotNull(left_at)) AS month, state, -1 AS change, 0 AS is_up, 0 AS is_down FROM stays WHERE left_at IS NOT NULL
    UNION ALL
    -- Every rung has every month, so that a quiet month is a row and not a gap.
    SELECT addMonths(first_month, later) AS month, state, 0 AS change, 0 AS is_up, 0 AS is_down
    FROM (SELECT toStartOfMonth(min(entered_at)) AS first_month, count() AS stays FROM states WHERE ladder = 'participation')
    ARRAY JOIN range(if(stays = 0, 0, toUInt32(dateDiff('month', first_month, {as_of:DateTime64(3)} - INTERVAL 1 MILLISECOND) + 1))) AS later
    CROSS JOIN (SELECT arrayJoin(['P1', 'P2', 'P3', 'P4', 'P5']) AS state) AS rungs
  )
SELECT
  month,
  'participation' AS ladder,
  state,
  toUInt64(sum(sum(change)) OVER (PARTITION BY state ORDER BY month)) AS people,
  sum(is_up) AS came_up,
  sum(is_down) AS came_down
FROM changes
GROUP BY month, state
