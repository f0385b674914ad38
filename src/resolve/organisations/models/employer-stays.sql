-- question: From which employers' addresses did each person act, and when?
-- one row is: one employer of one human
-- reads: employed_aliases, events
WITH
  stays AS (
    SELECT
      person_id,
      organisation_id,
      sum(employed_aliases.events) AS events,
      min(first_seen) AS began,
      max(last_seen) AS ended,
      max(employed_aliases.last_act) AS last_act,
      max(employed_aliases.is_firm) AS is_firm,
      arrayStringConcat(arraySort(groupUniqArray(concat('@', registrable))), ', ') AS addresses
    FROM employed_aliases
    GROUP BY person_id, organisation_id
  ),
  movers AS (
    SELECT alias_id, person_id
    FROM employed_aliases
    WHERE person_id IN (
      SELECT person_id FROM employed_aliases GROUP BY person_id HAVING uniqExact(organisation_id) > 1
    )
  ),
  acts AS (
    SELECT person_id, occurred_at
    FROM (SELECT alias_id, occurred_at, flags FROM events FINAL WHERE alias_id IN (SELECT alias_id FROM movers)) AS moves
    INNER JOIN movers USING (alias_id)
    WHERE occurred_at < {as_of:DateTime64(3)} AND NOT hasAny(flags, {doubtful_flags:Array(String)})
  ),
  -- Nothing for this employer lies outside its first and last act, so what comes next or came before is for another.
  followed AS (
    SELECT stays.*, acts.occurred_at AS next_at
    FROM stays
    ASOF LEFT JOIN acts ON acts.person_id = stays.person_id AND acts.occurred_at > stays.ended
  )
SELECT
  followed.person_id AS person_id,
  organisation_id,
  events,
  began,
  ended,
  acts.occurred_at AS previous_at,
  next_at,
  last_act,
  is_firm,
  addresses
FROM followed
ASOF LEFT JOIN acts ON acts.person_id = followed.person_id AND acts.occurred_at < followed.began
