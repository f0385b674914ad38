-- question: Who was the core at the end of each month?
-- one row is: one member of the smallest set that made 80 % of a year's contributions and is regular, at the end of a month in [from, to]
-- reads: contribution_months
WITH
  years AS (
    SELECT
      addMonths(contribution_months.month, later) AS month,
      person_id,
      sum(score) AS year_score,
      countIf(later < 6) AS active_months
    FROM contribution_months
    ARRAY JOIN range(12) AS later
    WHERE contribution_months.month BETWEEN addMonths({from:Date}, -11) AND {to:Date}
      AND addMonths(contribution_months.month, later) BETWEEN {from:Date} AND {to:Date}
    GROUP BY month, person_id
  ),
  ranked AS (
    SELECT
      month,
      person_id,
      active_months,
      -- What those before have made: the one who crosses 80 % still belongs.
      sum(year_score) OVER (PARTITION BY month ORDER BY year_score DESC, person_id ROWS UNBOUNDED PRECEDING) - year_score AS made_before,
      sum(year_score) OVER (PARTITION BY month) AS made
    FROM years
  ),
  sets AS (
    SELECT month, person_id, active_months, count() OVER (PARTITION BY month) AS core_size
    FROM ranked
    WHERE made_before * 5 < made * 4
  )
SELECT month, person_id, core_size
FROM sets
WHERE active_months >= 3
