-- question: Which id does each person have?
-- one row is: one founder of a person; a person keeps the id most of their aliases had, a new one takes the founder's
-- reads: alias_facts, alias_roots, person_aliases
WITH
  votes AS (
    SELECT root, person_aliases.person_id AS former, count() AS aliases
    FROM alias_roots
    INNER JOIN alias_facts USING (position)
    INNER JOIN person_aliases ON person_aliases.alias_id = alias_facts.alias_id
    GROUP BY root, former
  ),
  -- The largest surviving part of a former person has first claim to the id; of equals, the part founded first.
  claimed AS (
    SELECT root, former, aliases
    FROM votes
    ORDER BY aliases DESC, root ASC
    LIMIT 1 BY former
  ),
  kept AS (
    SELECT root, former
    FROM claimed
    ORDER BY aliases DESC, former ASC
    LIMIT 1 BY root
  ),
  founders AS (
    SELECT position AS root, alias_id AS founder
    FROM alias_facts
    WHERE position IN (SELECT root FROM alias_roots)
  )
SELECT
  founders.root AS root,
  multiIf(
    isNotNull(kept.former), kept.former,
    -- The founder's id may already be the name of the person they were split from.
    founder IN (SELECT former FROM kept), sipHash64('person', founder),
    founder
  ) AS person_id
FROM founders
LEFT JOIN kept ON kept.root = founders.root
SETTINGS join_algorithm = 'full_sorting_merge'
