-- question: Which public forks held something their origin had not?
-- one row is: one push to such a fork, and whose the fork is
-- reads: events, organisations, person_aliases
-- An account of an organisation is taken for the one organisation that is called so, or has its domain called so.
WITH
  pushes AS (
    SELECT alias_id, lowerUTF8(organisation_hint) AS account, object_id, occurred_at, quantities
    FROM events FINAL
    WHERE type = 'repo.fork_ahead'
      AND occurred_at < {as_of:DateTime64(3)}
      AND NOT hasAny(flags, ['dated-too-early', 'dated-in-future'])
  ),
  accounts AS (
    SELECT account, any(called.organisation_id) AS organisation_id
    FROM (
      SELECT organisation_id, arrayJoin([lowerUTF8(name), splitByChar('.', domain)[1]]) AS account
      FROM organisations
    ) AS called
    WHERE account != ''
    GROUP BY account
    HAVING uniqExact(called.organisation_id) = 1
  )
SELECT
  if(pushes.alias_id = 0, 0, ifNull(person_aliases.person_id, 0)) AS person_id,
  if(pushes.account = '', 0, ifNull(accounts.organisation_id, 0)) AS organisation_id,
  object_id AS project,
  occurred_at AS pushed_at,
  toUInt64(greatest(0, quantities['ahead_by'])) AS ahead_by
FROM pushes
LEFT JOIN person_aliases ON person_aliases.alias_id = pushes.alias_id
LEFT JOIN accounts ON accounts.account = pushes.account
