-- question: What kind of work did each human contribute in each month?
-- one row is: one month of one human's contributions of one kind, of those whose id is in [first, last]
-- reads: human_acts
SELECT
  person_id,
  toStartOfMonth(day) AS month,
  work,
  sum(score) AS score
FROM (
  SELECT
    person_id,
    day,
    works,
    -- A change counts once, however long, and is split by its lines; evenly when all it touched is binary.
    arraySum(amounts) AS total,
    arrayMap(amount -> toFloat64(weight) * if(total > 0, amount / total, 1 / length(works)), amounts) AS scores,
    row_number() OVER (PARTITION BY person_id, day, act ORDER BY occurred_at) AS place
  FROM human_acts
  WHERE contribution AND person_id BETWEEN {first:UInt64} AND {last:UInt64}
)
ARRAY JOIN works AS work, scores AS score
WHERE place <= 3
GROUP BY person_id, month, work
