-- question: Which values of an attribute with open values did people say of themselves?
-- one row is: one human and one thing named, by when it was last named
-- reads: attribute_answers
SELECT
  person_id,
  'declared' AS rule,
  map(substringUTF8(named, 1, 100), toFloat64(0)) AS weights,
  concat(if(told_by = 'crm.contact', 'the CRM says “', 'said “'), substringUTF8(said, 1, 100), '” on ', toString(toDate(said_at))) AS evidence
FROM (
  SELECT *, arrayJoin(arrayDistinct(arrayMap(part -> trim(lowerUTF8(part)), splitByRegexp('[;,\n]', said)))) AS named
  FROM attribute_answers
  WHERE word IN {words:Array(String)}
)
WHERE named != ''
ORDER BY said_at DESC, said
LIMIT 1 BY person_id, named
