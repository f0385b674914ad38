-- question: On which rung did each human stand, and when?
-- one row is: one stay on one rung of one human whose id is in [first, last]
-- reads: states
SELECT
  state AS segment,
  person_id AS subject_id,
  entered_at,
  left_at,
  reason AS entered_reason,
  leadInFrame(reason, 1, '') OVER (PARTITION BY person_id ORDER BY entered_at ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS left_reason
FROM states
WHERE ladder = 'participation' AND person_id BETWEEN {first:UInt64} AND {last:UInt64}
