-- question: What did coding agents do, and for whom?
-- one row is: one act of an agent, or of a human through one, and the human behind it
-- reads: alias_words, events, people, person_aliases
-- Of commits: who wrote the change an agent helped with is its operator; of a change an agent wrote, who co-wrote it, signed it off or committed it.
WITH
  agents AS (
    SELECT alias_id, person_id FROM person_aliases
    WHERE person_id IN (SELECT person_id FROM people WHERE class = 'agent')
  ),
  helped AS (
    SELECT agents.person_id AS agent_id, source, object_id, type, occurred_at, attrs['merge'] = '1' AS is_merge, quantities, flags
    FROM events FINAL
    INNER JOIN agents ON agents.alias_id = events.alias_id
    WHERE events.alias_id IN (SELECT alias_id FROM agents)
      AND object_kind = 'commit'
      AND type IN ('commit.author', 'commit.trailer.co_authored_by')
      AND occurred_at < {as_of:DateTime64(3)}
  ),
  -- Whom a forge assigned to what an agent proposed there asked for it.
  proposed AS (
    SELECT person_id AS agent_id, platform, attrs['assigned'] AS assigned, type, occurred_at, quantities, flags
    FROM (
      SELECT alias_id, attrs, type, occurred_at, quantities, flags
      FROM events FINAL
      WHERE type IN ('pr.open', 'pr.merged')
        AND events.alias_id IN (SELECT agents.alias_id FROM agents)
        AND occurred_at < {as_of:DateTime64(3)}
    ) AS acts
    INNER JOIN agents USING (alias_id)
    INNER JOIN (SELECT alias_id, toString(platform) AS platform FROM alias_words) AS placed USING (alias_id)
    WHERE assigned != ''
  ),
  accounts AS (
    SELECT platform, account_id, min(person_id) AS holder_id
    FROM (SELECT toString(platform) AS platform, account_id, person_id FROM person_aliases WHERE account_id != '')
    WHERE person_id IN (SELECT person_id FROM people WHERE class = 'human')
    GROUP BY platform, account_id
    -- Decided apart, it does not say who.
    HAVING uniqExact(person_id) = 1
  ),
  -- What a human did through an app of the forge that is an agent is theirs already.
  through AS (
    SELECT alias_id, attrs['via_app'] AS app, type, occurred_at, quantities, flags
    FROM events FINAL
    WHERE type IN ('issue.open', 'issue.comment', 'pr.open', 'pr.merged', 'pr.comment')
      AND events.alias_id != 0
      AND mapContains(attrs, 'via_app')
      AND occurred_at < {as_of:DateTime64(3)}
      AND (SELECT count() FROM agents) > 0
  ),
  apps AS (
    SELECT toString(platform) AS platform, replaceOne(lowerUTF8(username), '[bot]', '') AS app, min(agents.person_id) AS agent_id
    FROM alias_words
    INNER JOIN agents USING (alias_id)
    WHERE username != ''
    GROUP BY platform, app
  ),
  humans AS (
    SELECT
      source,
      object_id,
      argMin((person_id, type), (transform(type, {ranked_types:Array(String)}, range(length({ranked_types:Array(String)})), 99), person_id)) AS nearest
    FROM events FINAL
    INNER JOIN person_aliases ON person_aliases.alias_id = events.alias_id
    WHERE source IN (SELECT source FROM helped)
      AND occurred_at >= (SELECT min(occurred_at) - INTERVAL 400 DAY FROM helped)
      AND occurred_at <= (SELECT max(occurred_at) + INTERVAL 400 DAY FROM helped)
      AND object_id IN (SELECT object_id FROM helped)
      AND events.alias_id != 0
      AND type IN {ranked_types:Array(String)}
      AND person_id IN (SELECT person_id FROM people WHERE class = 'human')
    GROUP BY source, object_id
  )
SELECT
  nearest.1 AS operator_id,
  agent_id,
  helped.type AS type,
  occurred_at,
  -- A human who wrote, or co-wrote, has that act of their own.
  helped.type = 'commit.author' AND nearest.2 NOT IN ('commit.author', 'commit.trailer.co_authored_by') AS is_credited,
  transform(
    nearest.2, {ranked_types:Array(String)},
    ['wrote the change it helped with', 'co-wrote the change', 'signed the change off', 'committed the change'], ''
  ) AS evidence,
  is_merge,
  quantities,
  flags
FROM helped
INNER JOIN humans ON humans.source = helped.source AND humans.object_id = helped.object_id
UNION ALL
SELECT
  accounts.holder_id AS operator_id,
  agent_id,
  type,
  occurred_at,
  true AS is_credited,
  'asked for the change it proposed' AS evidence,
  false AS is_merge,
  quantities,
  flags
FROM proposed
INNER JOIN accounts ON accounts.platform = proposed.platform AND accounts.account_id = proposed.assigned
UNION ALL
SELECT
  doers.person_id AS operator_id,
  apps.agent_id AS agent_id,
  type,
  occurred_at,
  false AS is_credited,
  'acted through it' AS evidence,
  false AS is_merge,
  quantities,
  flags
FROM through
INNER JOIN (
  SELECT alias_id, person_id, toString(platform) AS platform
  FROM person_aliases
  WHERE person_id IN (SELECT person_id FROM people WHERE class = 'human')
) AS doers ON doers.alias_id = through.alias_id
INNER JOIN apps ON apps.platform = doers.platform AND apps.app = through.app
