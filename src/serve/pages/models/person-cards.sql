-- question: How does a list show each person, and by which words is somebody found?
-- one row is: one person with their organisation, rung, and the folded text a search looks through
-- reads: people, person_aliases, organisation_owners, organisations, states
-- Whoever acts for the organisation that runs the community, or one that belongs to it, is its team.
WITH ours AS (
  SELECT toUInt64(arrayJoin({our_organisations:Array(String)})) AS organisation_id
  UNION ALL
  SELECT organisation_id FROM organisation_owners
  WHERE owner_id IN (SELECT toUInt64(arrayJoin({our_organisations:Array(String)})))
    AND (owned_from IS NULL OR owned_from <= {as_of:DateTime64(3)})
    AND (owned_to IS NULL OR owned_to > {as_of:DateTime64(3)})
)
SELECT
  people.person_id AS person_id,
  people.name AS name,
  people.email AS email,
  if(people.class = 'human' AND people.organisation_id IN (SELECT organisation_id FROM ours), 'team', people.class) AS class,
  people.organisation_id AS organisation_id,
  ifNull(organisations.name, '') AS organisation_name,
  ifNull(standing.state, '') AS state,
  people.aliases AS aliases,
  people.events AS events,
  people.first_seen AS first_seen,
  people.last_seen AS last_seen,
  caseFoldUTF8(removeDiacriticsUTF8(people.name)) AS sort_name,
  caseFoldUTF8(removeDiacriticsUTF8(concat(people.name, '\n', people.email, '\n', ifNull(known.words, '')))) AS search_text
FROM people
LEFT JOIN organisations ON organisations.organisation_id = people.organisation_id
LEFT JOIN (
  SELECT person_id, argMax(state, entered_at) AS state FROM states
  WHERE ladder = 'participation' AND left_at IS NULL GROUP BY person_id
) AS standing ON standing.person_id = people.person_id
LEFT JOIN (
  SELECT person_id, arrayStringConcat(arrayDistinct(arrayFlatten(groupArray([name, email, username]))), '\n') AS words
  FROM person_aliases GROUP BY person_id
) AS known ON known.person_id = people.person_id
