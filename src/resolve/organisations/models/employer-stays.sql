-- question: From which employers' addresses did each person act, and when?
-- one row is: one employer of one human
-- reads: address_domains, alias_facts, domain_writers, domains, events, person_aliases
WITH
  humans AS (
    SELECT person_id, max(last_seen) AS last_seen
    FROM person_aliases
    INNER JOIN alias_facts USING (alias_id)
    GROUP BY person_id
    HAVING countIf(class = 'human') > 0
  ),
  firm_domains AS (
    -- Told by a person, a table or a rule, or used by more than one person.
    SELECT domain
    FROM address_domains
    WHERE sure OR registrable IN (SELECT registrable FROM domain_writers WHERE humans > 1)
  ),
  employed AS (
    SELECT
      person_aliases.alias_id AS alias_id,
      person_id,
      organisation_id,
      domains.registrable AS registrable,
      events,
      first_seen,
      person_aliases.last_seen AS last_seen,
      domains.domain IN (SELECT domain FROM firm_domains) AS is_firm
    FROM person_aliases
    INNER JOIN alias_facts USING (alias_id)
    INNER JOIN domains ON domains.domain = alias_facts.domain
    WHERE domains.kind IN {employer_kinds:Array(String)}
      AND organisation_id != 0
      AND isNotNull(first_seen)
      AND person_id IN (SELECT person_id FROM humans)
  ),
  stays AS (
    SELECT
      person_id,
      organisation_id,
      sum(employed.events) AS events,
      assumeNotNull(min(first_seen)) AS began,
      assumeNotNull(max(employed.last_seen)) AS ended,
      max(employed.is_firm) AS is_firm,
      arrayStringConcat(arraySort(groupUniqArray(concat('@', registrable))), ', ') AS addresses
    FROM employed
    GROUP BY person_id, organisation_id
  ),
  movers AS (
    SELECT alias_id, person_id
    FROM employed
    WHERE person_id IN (SELECT person_id FROM stays GROUP BY person_id HAVING count() > 1)
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
  ),
  preceded AS (
    SELECT followed.*, acts.occurred_at AS previous_at
    FROM followed
    ASOF LEFT JOIN acts ON acts.person_id = followed.person_id AND acts.occurred_at < followed.began
  )
SELECT
  person_id,
  organisation_id,
  events,
  began,
  ended,
  previous_at,
  next_at,
  assumeNotNull(humans.last_seen) AS last_seen,
  is_firm,
  addresses
FROM preceded
INNER JOIN humans USING (person_id)
