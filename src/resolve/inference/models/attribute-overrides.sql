-- question: What did somebody here decide about people?
-- one row is: one attribute of one person, by the latest decision that was not taken back
-- reads: decisions, person_aliases
WITH latest AS (
  SELECT
    subject,
    argMax(body, version) AS stated,
    argMax(decided_at, version) AS at,
    argMax(decided_by, version) AS decider,
    argMax(decisions.reason, version) AS why
  FROM decisions
  WHERE kind = 'attribute'
  GROUP BY subject
)
SELECT
  person_aliases.person_id AS person_id,
  JSONExtractString(stated, 'attribute') AS attribute,
  argMax(JSONExtractString(stated, 'value'), at) AS value,
  argMax(concat('decided by ', decider, ' on ', toString(toDate(at)), if(why = '', '', concat(': ', why))), at) AS evidence
FROM latest
-- The person may have another id by now; the alias is theirs still.
INNER JOIN person_aliases ON person_aliases.alias_id = toUInt64OrZero(JSONExtractString(stated, 'alias'))
WHERE JSONExtractString(stated, 'value') != ''
GROUP BY person_id, attribute
