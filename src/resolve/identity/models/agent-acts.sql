-- question: What did coding agents do, and for whom?
-- one row is: one act of an agent in a change, and the human behind it
-- reads: events, people, person_aliases
-- Who wrote the change an agent helped with is its operator; of a change an agent wrote, who co-wrote it, signed it off or committed it.
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
