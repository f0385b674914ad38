-- question: What did people here decide about who is who?
-- one row is: two aliases that are, or are not, one person by the latest decision about them
-- reads: decisions
SELECT
  toUInt64OrZero(JSONExtractString(latest, 'a')) AS a,
  toUInt64OrZero(JSONExtractString(latest, 'b')) AS b,
  JSONExtractString(latest, 'verdict') AS verdict,
  decided_by,
  reason
FROM (
  SELECT subject, argMax(body, version) AS latest, argMax(decisions.decided_by, version) AS decided_by, argMax(decisions.reason, version) AS reason
  FROM decisions
  WHERE kind = 'same-person'
  GROUP BY subject
)
WHERE verdict IN ('same', 'different')
