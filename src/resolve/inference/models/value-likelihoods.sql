-- question: How likely does the evidence make each value of an attribute?
-- one row is: one person with evidence, the likeliest value and the share of each, unknown among them
-- reads: attribute_evidence
WITH scored AS (
  SELECT
    person_id,
    sumMap(weights) AS added,
    arrayMap((name, prior) -> log(prior) + added[name], {values:Array(String)}, {priors:Array(Float64)}) AS scores,
    arrayMax(scores) AS best,
    arrayMap(score -> exp(score - best), scores) AS odds,
    arraySum(odds) AS whole
  FROM attribute_evidence
  WHERE attribute = {attribute:String} AND rule NOT IN ('declared', 'decided')
  GROUP BY person_id
  -- Where everything only says what is lacking, nothing is likely.
  HAVING length(added) > 0
)
SELECT
  person_id,
  {attribute:String} AS attribute,
  {values:Array(String)}[indexOf(scores, best)] AS value,
  1 / whole AS probability,
  mapFromArrays(CAST({values:Array(String)} AS Array(LowCardinality(String))), arrayMap(one -> one / whole, odds)) AS shares
FROM scored
