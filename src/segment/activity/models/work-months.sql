-- question: What kind of work did each human contribute in each month?
-- one row is: one month of one human's contributions of one kind, of those whose id is in [first, last]
-- reads: human_acts
WITH
  -- Documentation and files of no known class often only go with a change (a ChangeLog, a picture), so they count where nothing else
  -- was changed.
  acts AS (
    SELECT
      person_id,
      day,
      act,
      occurred_at,
      toFloat64(weight) AS worth,
      arrayFilter((work, amount) -> amount > 0 AND work NOT IN ('docs', 'other'), works, amounts) AS main_works,
      arrayFilter((amount, work) -> amount > 0 AND work NOT IN ('docs', 'other'), amounts, works) AS main_amounts,
      if(empty(main_works), works, main_works) AS counted_works,
      if(empty(main_works), amounts, main_amounts) AS counted_amounts,
      arraySum(counted_amounts) AS total,
      length(counted_works) AS spread
    FROM human_acts
    WHERE contribution AND person_id BETWEEN {first:UInt64} AND {last:UInt64}
  ),
  placed AS (
    SELECT *, row_number() OVER (PARTITION BY person_id, day, act ORDER BY occurred_at) AS place
    FROM acts
  )
SELECT
  person_id,
  toStartOfMonth(day) AS month,
  work,
  -- A change counts once, however long, and is split by its lines; evenly when all it touched is binary.
  sum(worth * if(total > 0, amount / total, 1 / spread)) AS score
FROM placed
ARRAY JOIN counted_works AS work, counted_amounts AS amount
WHERE place <= 3
GROUP BY person_id, month, work
