-- question: Which of several values of an attribute hold of everybody?
-- one row is: one person and one value; what somebody here decided replaces the rest, what they declared stands beside what is inferred
-- reads: attribute_evidence, attribute_likelihoods, attribute_overrides
SELECT
  person_id,
  {attribute:String} AS attribute,
  value,
  argMin(told.probability, rank) AS probability,
  argMin(told.status, rank) AS status,
  map() AS shares,
  now64(3) AS computed_at
FROM (
  SELECT person_id, 1 AS rank, trim(arrayJoin(splitByChar(';', value))) AS value, toFloat64(1) AS probability, 'overridden' AS status
  FROM attribute_overrides
  WHERE attribute = {attribute:String}
  UNION ALL
  SELECT person_id, 2 AS rank, mapKeys(weights)[1] AS value, {declared:Float64} AS probability, 'declared' AS status
  FROM attribute_evidence
  WHERE attribute = {attribute:String} AND rule = 'declared'
  UNION ALL
  SELECT person_id, 3 AS rank, value, probability, 'inferred' AS status
  FROM attribute_likelihoods
  WHERE attribute = {attribute:String}
) AS told
WHERE value != ''
  AND (rank = 1 OR person_id NOT IN (SELECT person_id FROM attribute_overrides WHERE attribute = {attribute:String}))
GROUP BY person_id, value
