-- question: Which value of an attribute did people say of themselves?
-- one row is: one human and the value; a survey outranks other forms, those what somebody wrote into a CRM, and the last answer the earlier
-- reads: attribute_answers
SELECT
  person_id,
  'declared' AS rule,
  map({values:Array(String)}[meant], toFloat64(0)) AS weights,
  concat(
    if(told_by = 'crm.contact', 'the CRM says “', 'said “'), substringUTF8(said, 1, 100), '”', if(told_by = 'survey.answer', ' in a survey', ''),
    ' on ', toString(toDate(said_at))
  ) AS evidence
FROM (
  SELECT *, arrayFirstIndex(pattern -> match(lowerUTF8(said), pattern), {patterns:Array(String)}) AS meant
  FROM attribute_answers
  WHERE word IN {words:Array(String)}
)
WHERE meant > 0
ORDER BY multiIf(told_by = 'survey.answer', 1, told_by = 'crm.contact', 3, 2), said_at DESC, said
LIMIT 1 BY person_id
