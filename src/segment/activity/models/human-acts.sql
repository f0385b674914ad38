-- question: What did humans do, and what of it was taking part or an accepted contribution?
-- one row is: one soundly dated act of a human
-- reads: agent_acts, event_types, events, known_visitors, people, person_aliases
WITH
  humans AS (
    SELECT alias_id, person_id FROM person_aliases
    WHERE person_id IN (SELECT person_id FROM people WHERE class = 'human')
  ),
  named_events AS (
    SELECT alias_id, source, occurred_at, type, object_kind, object_id, object_version, attrs, quantities, flags
    FROM events FINAL WHERE alias_id != 0
    UNION ALL
    -- What they did before they gave their name.
    SELECT known_visitors.alias_id AS alias_id, source, occurred_at, type, object_kind, object_id, object_version, attrs, quantities, flags
    FROM events FINAL
    INNER JOIN known_visitors ON known_visitors.visitor = events.visitor
    WHERE events.alias_id = 0 AND events.visitor IN (SELECT visitor FROM known_visitors)
  ),
  acts AS (
    SELECT
      humans.person_id AS person_id,
      source,
      occurred_at,
      type,
      attrs['merge'] = '1' AS is_merge,
      arrayFilter(key -> startsWith(key, 'added.') OR startsWith(key, 'removed.'), mapKeys(quantities)) AS touched,
      arrayFilter((lines, key) -> startsWith(key, 'added.') OR startsWith(key, 'removed.'), mapValues(quantities), mapKeys(quantities)) AS lines,
      arrayDistinct(arrayFilter(place -> place != '', [
        multiIf(
          object_kind = 'thread', extract(object_id, '^([^#!@ ]+/[^#!@ ]+)[#!][0-9]+$'),
          object_kind IN ('commit', 'release'), substring(source, position(source, ':') + 1),
          object_kind IN ('repository', 'list', 'newsletter', 'event', 'site'), object_id,
          object_kind = 'channel' AND attrs['channel'] = '', object_id,
          ''),
        attrs['list'], attrs['channel'], attrs['category']])) AS places,
      if(object_kind IN ('commit', 'thread'), '', object_id) AS object,
      object_version AS version,
      mapFilter((measure, amount) -> NOT (startsWith(measure, 'added.') OR startsWith(measure, 'removed.')), quantities) AS measures
    FROM named_events
    INNER JOIN humans ON named_events.alias_id = humans.alias_id
    WHERE occurred_at < {as_of:DateTime64(3)}
      AND NOT hasAny(flags, ['dated-too-early', 'dated-in-future'])
    UNION ALL
    -- What a coding agent wrote counts as its operator's.
    SELECT
      operator_id AS person_id,
      '' AS source,
      occurred_at,
      type,
      is_merge,
      arrayFilter(key -> startsWith(key, 'added.') OR startsWith(key, 'removed.'), mapKeys(quantities)) AS touched,
      arrayFilter((lines, key) -> startsWith(key, 'added.') OR startsWith(key, 'removed.'), mapValues(quantities), mapKeys(quantities)) AS lines,
      [] AS places,
      '' AS object,
      '' AS version,
      mapFilter((measure, amount) -> NOT (startsWith(measure, 'added.') OR startsWith(measure, 'removed.')), quantities) AS measures
    FROM agent_acts
    WHERE is_credited
      AND occurred_at < {as_of:DateTime64(3)}
      AND NOT hasAny(flags, ['dated-too-early', 'dated-in-future'])
  )
SELECT
  person_id,
  toDate(occurred_at) AS day,
  -- A merge repeats the changes it merges: it shows that somebody is here, and is not a contribution of its own.
  if(is_merge, 'merged changes', ifNull(phrase, 'was seen')) AS act,
  occurred_at,
  ifNull(types.participation, false) AND NOT is_merge AS participation,
  ifNull(types.contribution, false) AND NOT is_merge AS contribution,
  toDecimal32(ifNull(types.weight, 1), 3) AS weight,
  if(empty(touched), [toString(type)], arrayMap(key -> substring(key, position(key, '.') + 1), touched)) AS works,
  if(empty(touched), [1.], lines) AS amounts,
  acts.type AS type,
  source,
  places,
  object,
  version,
  measures
FROM acts
LEFT JOIN event_types AS types ON acts.type = types.type
