-- question: What did people say of themselves?
-- one row is: one answer of one human, under the name the source keeps it by
-- reads: events, people, person_aliases
SELECT
  person_id,
  replaceRegexpAll(lowerUTF8(key), '[^a-z0-9]+', '_') AS word,
  said,
  occurred_at AS said_at,
  type AS told_by
FROM (
  SELECT alias_id, type, occurred_at, key, said
  FROM events FINAL
  ARRAY JOIN mapKeys(attrs) AS key, mapValues(attrs) AS said
  WHERE alias_id != 0
    AND type IN {declaring_types:Array(String)}
    AND occurred_at < {as_of:DateTime64(3)}
    AND trim(said) != ''
) AS answers
INNER JOIN (
  SELECT alias_id, person_id
  FROM person_aliases
  WHERE person_id IN (SELECT person_id FROM people WHERE class = 'human')
) AS humans USING (alias_id)
WHERE word IN {words:Array(String)}
