-- question: How often does what is inferred agree with what people say of themselves?
-- one row is: one probability, in thousandths, of how many labelled people it was computed and for how many it was right
-- reads: attribute_evidence, attribute_likelihoods
SELECT
  round(probability, 3) AS probability,
  count() AS labels,
  countIf(value = mapKeys(weights)[1]) AS right
FROM attribute_likelihoods
INNER JOIN attribute_evidence ON attribute_evidence.person_id = attribute_likelihoods.person_id
WHERE attribute_likelihoods.attribute = {attribute:String}
  AND attribute_evidence.attribute = {attribute:String}
  AND rule = 'declared'
  AND value != 'unknown'
GROUP BY probability
ORDER BY probability
