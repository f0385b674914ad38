-- question: How likely does the evidence make each of several values of an attribute?
-- one row is: one person and one value, of those likely enough the first dozen
-- reads: attribute_evidence
SELECT
  person_id,
  {attribute:String} AS attribute,
  value,
  1 / (1 + exp(-(log((1 - {unknown:Float64}) / {unknown:Float64}) + sum(weight)))) AS probability,
  map() AS shares
FROM attribute_evidence
ARRAY JOIN mapKeys(weights) AS value, mapValues(weights) AS weight
WHERE attribute_evidence.attribute = {attribute:String} AND rule NOT IN ('declared', 'decided')
GROUP BY person_id, value
HAVING probability >= 0.5
ORDER BY person_id, probability DESC, value
LIMIT 12 BY person_id
