-- question: How do sources and decisions write the organisations that people act for?
-- one row is: one name as written, with its hash
-- reads: decided_employers, events
SELECT sipHash64(name) AS written_key, toValidUTF8(name) AS written
FROM (
  SELECT organisation_hint AS name
  FROM events
  WHERE organisation_hint != '' AND alias_id != 0
  UNION DISTINCT
  SELECT attrs['company'] AS name
  FROM events
  WHERE startsWith(source, 'survey:') AND mapContains(attrs, 'company') AND alias_id != 0
  UNION DISTINCT
  SELECT organisation AS name
  FROM decided_employers
)
WHERE name != ''
GROUP BY name
ORDER BY name
