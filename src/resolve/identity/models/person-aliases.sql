-- question: Which person is behind each alias?
-- one row is: one alias ever seen
-- reads: alias_activity, alias_facts, alias_roots, alias_words, known_visitors, person_ids
SELECT
  alias_words.alias_id AS alias_id,
  person_ids.person_id AS person_id,
  platform,
  name,
  email,
  username,
  account_id,
  sources,
  -- With what they did before they gave their name.
  ifNull(alias_activity.events, 0) + ifNull(visits.events, 0) AS events,
  if(alias_activity.first_seen <= visits.first_seen, alias_activity.first_seen, ifNull(visits.first_seen, alias_activity.first_seen)) AS first_seen,
  if(alias_activity.last_seen >= visits.last_seen, alias_activity.last_seen, ifNull(visits.last_seen, alias_activity.last_seen)) AS last_seen
FROM alias_words
INNER JOIN alias_facts ON alias_facts.alias_id = alias_words.alias_id
INNER JOIN alias_roots ON alias_roots.position = alias_facts.position
INNER JOIN person_ids ON person_ids.root = alias_roots.root
LEFT JOIN alias_activity ON alias_activity.alias_id = alias_words.alias_id
LEFT JOIN (
  SELECT alias_id, sum(events) AS events, min(first_seen) AS first_seen, max(last_seen) AS last_seen
  FROM known_visitors
  GROUP BY alias_id
) AS visits ON visits.alias_id = alias_words.alias_id
