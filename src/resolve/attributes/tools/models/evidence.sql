-- question: Which versions and tools does somebody use?
-- one row is: one thing one human used, with its version where that is told
-- reads: events, known_visitors, people, person_aliases
SELECT
  person_id,
  concat('used: ', thing) AS rule,
  CAST(map(thing, log(1 + 9 * acts)) AS Map(LowCardinality(String), Float64)) AS weights,
  concat(toString(acts), if(acts = 1, ' act', ' acts'), ', the last on ', toString(toDate(last_at))) AS evidence
FROM (
  SELECT person_id, substringUTF8(thing, 1, 100) AS thing, count() AS acts, max(occurred_at) AS last_at
  FROM (
    SELECT
      if(alias_id = 0, known_visitors.alias_id, alias_id) AS alias_id,
      occurred_at,
      arrayJoin(arrayFilter(word -> word != '', [
        if(object_version = '' OR type NOT IN ('software.download', 'package.pull', 'image.pull', 'telemetry.ping', 'product.use', 'support.ticket', 'issue.open'), '', trim(concat(object_id, ' ', object_version))),
        attrs['client'],
        attrs['tool'],
        attrs['version']
      ])) AS thing
    FROM events FINAL
    LEFT JOIN known_visitors ON known_visitors.visitor = events.visitor AND events.alias_id = 0
    WHERE occurred_at < {as_of:DateTime64(3)}
      AND NOT hasAny(flags, {doubtful_flags:Array(String)})
      AND (events.alias_id != 0 OR (events.visitor != 0 AND events.visitor IN (SELECT visitor FROM known_visitors)))
      AND (object_version != '' OR hasAny(mapKeys(attrs), ['client', 'tool', 'version']))
  ) AS used
  INNER JOIN person_aliases ON person_aliases.alias_id = used.alias_id
  WHERE person_id IN (SELECT person_id FROM people WHERE class = 'human')
  GROUP BY person_id, thing
  ORDER BY person_id, last_at DESC, thing
  LIMIT 12 BY person_id
)
