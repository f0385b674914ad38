-- question: How do sources, decisions, names and user names write the organisations that people act for?
-- one row is: one name as written, with its hash; `form` says where: told by a source or decision, in a name, in a user name
-- reads: decided_employers, employer_words, event_types, events
SELECT if(form = 'told', sipHash64(name), sipHash64(form, name)) AS written_key, form, toValidUTF8(name) AS written
FROM (
  SELECT 'told' AS form, organisation_hint AS name
  FROM events
  WHERE organisation_hint != '' AND alias_id != 0
  UNION DISTINCT
  SELECT 'told' AS form, attrs['company'] AS name
  FROM events
  WHERE startsWith(source, 'survey:') AND mapContains(attrs, 'company') AND alias_id != 0
  UNION DISTINCT
  -- Business is done with organisations of which nobody may be known.
  SELECT 'told' AS form, arrayJoin([organisation_hint, attrs['domain']]) AS name
  FROM events
  WHERE organisation_hint != '' AND events.type IN (SELECT event_types.type FROM event_types WHERE business)
  UNION DISTINCT
  SELECT 'told' AS form, organisation AS name
  FROM decided_employers
  UNION DISTINCT
  SELECT employer_words.form AS form, word AS name
  FROM employer_words
)
WHERE name != ''
GROUP BY form, name
ORDER BY form, name
