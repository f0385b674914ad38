-- question: Who is here?
-- one row is: one person, bot or role, with the name and address used most, unless a .mailmap states them
-- reads: affiliations, alias_facts, mailmapped, person_aliases
WITH
  members AS (
    SELECT
      person_id,
      alias_id,
      position,
      name,
      email,
      username,
      events,
      first_seen,
      last_seen,
      is_personal_name,
      class,
      class_reason,
      doubt = '' AND alias_facts.address != '' AND alias_facts.domain NOT IN ('users.noreply.github.com', 'noreply.github.com') AS is_mailbox
    FROM person_aliases
    INNER JOIN alias_facts USING (alias_id)
  ),
  named AS (
    SELECT person_id, argMax(name, rank) AS best_name
    FROM (
      SELECT person_id, name, (false, max(is_personal_name), sum(events), max(last_seen), name) AS rank
      FROM members
      WHERE name != ''
      GROUP BY person_id, name
      UNION ALL
      SELECT person_id, proper_name AS name, (true, true, sum(events), max(last_seen), proper_name) AS rank
      FROM mailmapped
      INNER JOIN person_aliases USING (alias_id)
      WHERE proper_name != ''
      GROUP BY person_id, name
    )
    GROUP BY person_id
  ),
  reached AS (
    SELECT person_id, argMax(email, rank) AS best_email
    FROM (
      SELECT person_id, email, (max(is_mailbox), false, sum(events), max(last_seen), email) AS rank
      FROM members
      WHERE email != ''
      GROUP BY person_id, email
      UNION ALL
      SELECT
        person_id,
        proper_email AS email,
        (NOT endsWith(lower(proper_email), '@users.noreply.github.com'), true, sum(events), max(last_seen), proper_email) AS rank
      FROM mailmapped
      INNER JOIN person_aliases USING (alias_id)
      WHERE proper_email != ''
      GROUP BY person_id, email
    )
    GROUP BY person_id
  ),
  counted AS (
    SELECT
      person_id,
      multiIf(countIf(class = 'bot') > 0, 'bot', countIf(class = 'human') > 0, 'human', 'role') AS person_class,
      argMinIf(members.class_reason, position, class = 'bot') AS bot_reason,
      argMinIf(members.class_reason, position, class = 'role') AS role_reason,
      argMinIf(username, position, username != '') AS any_username,
      count() AS aliases,
      sum(members.events) AS events,
      min(members.first_seen) AS first_seen,
      max(members.last_seen) AS last_seen
    FROM members
    GROUP BY person_id
  ),
  current AS (
    SELECT person_id, argMax(organisation_id, (probability, organisation_id)) AS organisation_id
    FROM affiliations
    WHERE probability >= 0.5
      AND (valid_from IS NULL OR valid_from <= {as_of:DateTime64(3)})
      AND (valid_to IS NULL OR valid_to > {as_of:DateTime64(3)})
    GROUP BY person_id
  )
SELECT
  person_id,
  multiIf(
    ifNull(best_name, '') != '', best_name,
    any_username != '', any_username,
    ifNull(best_email, '')
  ) AS name,
  ifNull(best_email, '') AS email,
  person_class AS class,
  multiIf(person_class = 'bot', bot_reason, person_class = 'role', role_reason, '') AS class_reason,
  ifNull(current.organisation_id, 0) AS organisation_id,
  aliases,
  events,
  first_seen,
  last_seen
FROM counted
LEFT JOIN named USING (person_id)
LEFT JOIN reached USING (person_id)
LEFT JOIN current USING (person_id)
SETTINGS join_algorithm = 'full_sorting_merge'
