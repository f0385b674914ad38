-- question: What is contributed, as lines per class of file, and by how many people?
-- one row is: one class of file; the row named '' is everything together
-- reads: activity, people
SELECT
  file_class,
  toUInt64(sum(added)) AS added,
  toUInt64(sum(removed)) AS removed,
  uniqExact(person_id) AS people
FROM (
  SELECT
    person_id,
    substring(quantity, position(quantity, '.') + 1) AS file_class,
    if(startsWith(quantity, 'added.'), amount, 0) AS added,
    if(startsWith(quantity, 'removed.'), amount, 0) AS removed
  FROM activity
  ARRAY JOIN mapKeys(quantities) AS quantity, mapValues(quantities) AS amount
  WHERE (startsWith(quantity, 'added.') OR startsWith(quantity, 'removed.')) AND amount > 0
    AND person_id IN (SELECT person_id FROM people WHERE class = 'human')
)
GROUP BY GROUPING SETS ((file_class), ())
