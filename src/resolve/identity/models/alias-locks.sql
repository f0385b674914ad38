-- question: Which people are locked, so that no rule joins anybody to them?
-- one row is: one alias of a locked person
-- reads: decisions
SELECT subject AS lock, toUInt64OrZero(arrayJoin(JSONExtract(latest, 'aliases', 'Array(String)'))) AS alias_id
FROM (
  SELECT subject, argMax(body, version) AS latest
  FROM decisions
  WHERE kind = 'locked-person'
  GROUP BY subject
)
