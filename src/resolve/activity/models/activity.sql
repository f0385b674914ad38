-- question: What did each person do in each month?
-- one row is: one month of one person's acts of one type from one source; acts with a doubtful date are left out
-- reads: events, known_visitors, person_aliases
SELECT
  person_id,
  toStartOfMonth(occurred_at) AS month,
  source,
  type,
  count() AS events,
  -- One bit a day: a month has at most 31.
  toUInt32(bitCount(groupBitOr(bitShiftLeft(toUInt32(1), toDayOfMonth(occurred_at) - 1)))) AS days,
  min(occurred_at) AS first_at,
  max(occurred_at) AS last_at,
  sumMap(quantities) AS quantities
FROM (
  SELECT alias_id, source, type, occurred_at, quantities
  FROM events FINAL
  WHERE alias_id != 0
    AND occurred_at < {as_of:DateTime64(3)}
    AND NOT hasAny(flags, {doubtful_flags:Array(String)})
  UNION ALL
  -- What was done before giving a name.
  SELECT known_visitors.alias_id AS alias_id, source, type, occurred_at, quantities
  FROM events FINAL
  INNER JOIN known_visitors ON known_visitors.visitor = events.visitor
  WHERE events.alias_id = 0
    AND events.visitor IN (SELECT visitor FROM known_visitors)
    AND occurred_at < {as_of:DateTime64(3)}
    AND NOT hasAny(flags, {doubtful_flags:Array(String)})
) AS acts
INNER JOIN (SELECT alias_id, person_id FROM person_aliases) AS people USING (alias_id)
GROUP BY person_id, month, source, type
