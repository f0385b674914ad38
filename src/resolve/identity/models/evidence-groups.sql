-- question: Which aliases are to be compared, in which order?
-- one row is: one alias of a group of two or more; what is decided first, then surest groups; founders first within a group
-- reads: alias_evidence
SELECT evidence_key, position, toUInt8(rule IN ('decision', 'lock', 'proof')) AS is_decided
FROM alias_evidence
WHERE doubt = ''
  AND evidence_key IN (SELECT evidence_key FROM alias_evidence WHERE doubt = '' GROUP BY evidence_key HAVING count() > 1)
ORDER BY is_decided DESC, confidence DESC, evidence_key ASC, position ASC
