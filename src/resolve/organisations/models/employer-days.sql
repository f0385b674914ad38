-- question: On which days did people who wrote from several kinds of address act, and whose addresses were they?
-- one row is: one day of acts of one human from addresses of one employer, or of none (organisation 0)
-- reads: alias_facts, domains, employed_aliases, events, person_aliases
WITH
  employed AS (
    SELECT person_id, uniqExact(organisation_id) AS employers
    FROM employed_aliases
    GROUP BY person_id
  ),
  -- What a forge hands out to accounts or a machine calls itself is no address somebody chose to write from.
  neutral AS (
    SELECT
      person_aliases.alias_id AS alias_id,
      person_id,
      min(assumeNotNull(person_aliases.first_seen)) OVER one_address AS address_first,
      max(assumeNotNull(person_aliases.last_seen)) OVER one_address AS address_last
    FROM person_aliases
    INNER JOIN alias_facts ON alias_facts.alias_id = person_aliases.alias_id
    INNER JOIN domains ON domains.domain = alias_facts.domain
    WHERE isNotNull(person_aliases.first_seen)
      AND domains.kind IN {neutral_kinds:Array(String)}
      AND person_id IN (SELECT person_id FROM employed)
    WINDOW one_address AS (PARTITION BY person_id, alias_facts.address)
  ),
  members AS (
    SELECT alias_id, person_id, organisation_id, first_seen AS address_first, last_seen AS address_last, held_from, held_to
    FROM employed_aliases
    WHERE person_id IN (SELECT person_id FROM employed WHERE employers > 1) OR person_id IN (SELECT person_id FROM neutral)
    UNION ALL
    SELECT alias_id, person_id, 0 AS organisation_id, address_first, address_last, toDateTime64('1900-01-01 00:00:00', 3, 'UTC') AS held_from, toDateTime64('2299-12-31 00:00:00', 3, 'UTC') AS held_to
    FROM neutral
    WHERE alias_id NOT IN (SELECT alias_id FROM employed_aliases)
  )
SELECT
  person_id,
  organisation_id,
  toDate(occurred_at) AS day,
  min(occurred_at) AS first_at,
  max(occurred_at) AS last_at,
  count() AS events,
  -- Of the addresses used on that day, the one used longest: its first and last act.
  argMax(members.address_first, (members.address_last, members.address_first)) AS address_first,
  max(members.address_last) AS address_last
FROM (
  SELECT alias_id, occurred_at
  FROM events FINAL
  WHERE alias_id IN (SELECT alias_id FROM members)
    AND occurred_at < {as_of:DateTime64(3)}
    AND NOT hasAny(flags, {doubtful_flags:Array(String)})
) AS acts
INNER JOIN members USING (alias_id)
WHERE occurred_at >= held_from AND occurred_at < held_to
GROUP BY person_id, organisation_id, day
