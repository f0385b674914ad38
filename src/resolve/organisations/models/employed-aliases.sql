-- question: Which aliases of humans are addresses of employers?
-- one row is: one such alias that acted, where its domain changed hands one for each time in which it did
-- reads: address_domains, alias_facts, alias_tenures, domain_writers, domains, person_aliases
WITH
  humans AS (
    SELECT person_id, max(last_seen) AS last_act
    FROM person_aliases
    INNER JOIN alias_facts USING (alias_id)
    GROUP BY person_id
    HAVING countIf(class = 'human') > 0
  ),
  employers AS (
    SELECT
      domains.domain AS domain,
      registrable,
      organisation_id,
      -- Told by a person, a table or a rule, or used by more than one person.
      domain IN (SELECT address_domains.domain FROM address_domains WHERE sure) OR ifNull(humans, 0) > 1 AS is_firm,
      multiIf(
        is_firm, {firm_ratio:Float64},
        ifNull(address_form, -1) = 2, if(domain IN (SELECT address_domains.domain FROM address_domains WHERE commercial), {made_ratio:Float64}, {weak_ratio:Float64}),
        ifNull(address_form, -1) = 1, {initial_ratio:Float64},
        {weak_ratio:Float64}
      ) AS ratio
    FROM domains
    LEFT JOIN domain_writers ON domain_writers.domain = domains.domain
    WHERE kind IN {employer_kinds:Array(String)} AND organisation_id != 0
  )
SELECT
  person_aliases.alias_id AS alias_id,
  person_aliases.person_id AS person_id,
  organisation_id,
  employers.registrable AS registrable,
  is_firm,
  ratio,
  events,
  assumeNotNull(person_aliases.first_seen) AS first_seen,
  assumeNotNull(person_aliases.last_seen) AS last_seen,
  assumeNotNull(humans.last_act) AS last_act,
  toDateTime64('1900-01-01 00:00:00', 3, 'UTC') AS held_from,
  toDateTime64('2299-12-31 00:00:00', 3, 'UTC') AS held_to
FROM person_aliases
INNER JOIN alias_facts ON alias_facts.alias_id = person_aliases.alias_id
INNER JOIN employers ON employers.domain = alias_facts.domain
INNER JOIN humans ON humans.person_id = person_aliases.person_id
WHERE isNotNull(person_aliases.first_seen)
  AND person_aliases.alias_id NOT IN (SELECT alias_tenures.alias_id FROM alias_tenures)
UNION ALL
SELECT
  alias_tenures.alias_id AS alias_id,
  person_aliases.person_id AS person_id,
  organisation_id,
  registrable,
  true AS is_firm,
  {firm_ratio:Float64} AS ratio,
  alias_tenures.events AS events,
  alias_tenures.first_seen AS first_seen,
  alias_tenures.last_seen AS last_seen,
  assumeNotNull(humans.last_act) AS last_act,
  held_from,
  held_to
FROM alias_tenures
INNER JOIN person_aliases ON person_aliases.alias_id = alias_tenures.alias_id
INNER JOIN humans ON humans.person_id = person_aliases.person_id
WHERE alias_tenures.kind IN {employer_kinds:Array(String)} AND organisation_id != 0
