-- question: Which visitors told who they are, and how much had they done without saying so?
-- one row is: one visitor who gave the name of one person only, with the alias given last
-- reads: alias_facts, alias_roots, events, person_ids
WITH
  named AS (
    SELECT
      visitor,
      argMax(acts.alias_id, (occurred_at, acts.alias_id)) AS alias_id,
      any(person_ids.person_id) AS person_id,
      min(occurred_at) AS named_at
    FROM (SELECT visitor, alias_id, occurred_at FROM events WHERE alias_id != 0 AND visitor != 0) AS acts
    INNER JOIN alias_facts ON alias_facts.alias_id = acts.alias_id
    INNER JOIN alias_roots ON alias_roots.position = alias_facts.position
    INNER JOIN person_ids ON person_ids.root = alias_roots.root
    GROUP BY visitor
    -- A computer that several people use belongs to none of them.
    HAVING uniqExact(person_ids.person_id) = 1
  ),
  unnamed AS (
    SELECT
      visitor,
      countIf(occurred_at < {as_of:DateTime64(3)}) AS events,
      minOrNullIf(occurred_at, is_dated AND occurred_at < {as_of:DateTime64(3)}) AS first_seen,
      maxOrNullIf(occurred_at, is_dated AND occurred_at < {as_of:DateTime64(3)}) AS last_seen
    FROM (
      SELECT visitor, occurred_at, NOT hasAny(flags, {doubtful_flags:Array(String)}) AS is_dated
      FROM events FINAL
      WHERE alias_id = 0 AND visitor IN (SELECT visitor FROM named)
    )
    GROUP BY visitor
  )
SELECT
  visitor,
  alias_id,
  person_id,
  named_at,
  ifNull(unnamed.events, 0) AS events,
  unnamed.first_seen AS first_seen,
  unnamed.last_seen AS last_seen
FROM named
LEFT JOIN unnamed USING (visitor)
