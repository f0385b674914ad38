-- question: What is known of an attribute of everybody?
-- one row is: one person; what somebody here decided outranks what they declared, and that what is inferred
-- reads: attribute_evidence, attribute_likelihoods, attribute_overrides
WITH
  calibrated AS (
    SELECT
      person_id,
      value,
      -- A step function learned from labels; without enough of them it is empty, and what was computed stands.
      if(
        empty({steps:Array(Float64)}), probability,
        {rates:Array(Float64)}[greatest(1, arrayLastIndex(step -> step <= probability, {steps:Array(Float64)}))]
      ) AS sure,
      mapApply((name, share) -> (name, multiIf(toString(name) = value, sure, probability = 1, 0, share * (1 - sure) / (1 - probability))), shares) AS shares
    FROM attribute_likelihoods
    WHERE attribute = {attribute:String}
  ),
  told AS (
    SELECT
      person_id,
      1 AS rank,
      value,
      toFloat64(1) AS probability,
      'overridden' AS status,
      CAST(map() AS Map(LowCardinality(String), Float64)) AS shares
    FROM attribute_overrides
    WHERE attribute = {attribute:String}
    UNION ALL
    SELECT person_id, 2 AS rank, mapKeys(weights)[1] AS value, {declared:Float64} AS probability, 'declared' AS status, CAST(map() AS Map(LowCardinality(String), Float64)) AS shares
    FROM attribute_evidence
    WHERE attribute = {attribute:String} AND rule = 'declared'
    UNION ALL
    SELECT
      person_id,
      3 AS rank,
      if(sure >= 0.5, value, 'unknown') AS value,
      shares[value] AS probability,
      if(value = 'unknown', 'too little data', 'inferred') AS status,
      shares
    FROM calibrated
    UNION ALL
    SELECT DISTINCT person_id, 4 AS rank, 'unknown' AS value, toFloat64(1) AS probability, 'too little data' AS status, CAST(map() AS Map(LowCardinality(String), Float64)) AS shares
    FROM attribute_evidence
    WHERE attribute = {attribute:String} AND rule NOT IN ('declared', 'decided')
  )
SELECT
  person_id,
  {attribute:String} AS attribute,
  argMin(told.value, rank) AS value,
  argMin(told.probability, rank) AS probability,
  argMin(told.status, rank) AS status,
  argMaxIf(told.shares, rank, rank <= 3) AS shares,
  now64(3) AS computed_at
FROM told
GROUP BY person_id
