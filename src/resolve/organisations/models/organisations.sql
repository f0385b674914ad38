-- question: Which organisations stand behind people, and how many people write from their addresses?
-- one row is: one organisation; bots do not count, roles count with their acts only
-- reads: address_domains, alias_facts, alias_tenures, domains, employer_statements, network_meanings, network_months, organisation_dealings, person_aliases, stated_organisations
WITH
  names AS (
    SELECT domain, any(organisation_name) AS organisation_name
    FROM address_domains
    GROUP BY domain
  ),
  written AS (
    SELECT
      organisation_id,
      domains.registrable AS registrable,
      domains.domain AS domain,
      domains.kind AS kind,
      domains.reason AS reason,
      organisation_name,
      class,
      person_id,
      events,
      first_seen,
      last_seen
    FROM domains
    INNER JOIN names USING (domain)
    INNER JOIN alias_facts ON alias_facts.domain = domains.domain
    INNER JOIN person_aliases ON person_aliases.alias_id = alias_facts.alias_id
    WHERE organisation_id != 0 AND alias_facts.alias_id NOT IN (SELECT alias_tenures.alias_id FROM alias_tenures)
    UNION ALL
    -- Of a domain that changed hands, what was done while it was theirs.
    SELECT
      organisation_id,
      alias_tenures.registrable AS registrable,
      alias_tenures.registrable AS domain,
      alias_tenures.kind AS kind,
      if(alias_tenures.reason = '', concat(alias_tenures.registrable, ' is theirs now'), alias_tenures.reason) AS reason,
      organisation_name,
      class,
      person_id,
      alias_tenures.events AS events,
      toNullable(alias_tenures.first_seen) AS first_seen,
      toNullable(alias_tenures.last_seen) AS last_seen
    FROM alias_tenures
    INNER JOIN alias_facts ON alias_facts.alias_id = alias_tenures.alias_id
    INNER JOIN person_aliases ON person_aliases.alias_id = alias_tenures.alias_id
    WHERE organisation_id != 0
  ),
  -- The domain written from most speaks for the organisation.
  leading AS (
    SELECT organisation_id, registrable, argMin((organisation_name, kind, reason), (length(domain), domain)) AS stated
    FROM written
    GROUP BY organisation_id, registrable
    ORDER BY sumIf(events, class NOT IN ('agent', 'bot')) DESC, registrable ASC
    LIMIT 1 BY organisation_id
  ),
  named AS (
    SELECT
      organisation_id,
      any(leading.stated).1 AS name,
      any(leading.registrable) AS domain,
      any(leading.stated).2 AS kind,
      any(leading.stated).3 AS kind_reason,
      toUInt32(uniqExactIf(person_id, class = 'human')) AS people,
      sumIf(written.events, class NOT IN ('agent', 'bot')) AS events,
      minIf(written.first_seen, class NOT IN ('agent', 'bot')) AS first_seen,
      maxIf(written.last_seen, class NOT IN ('agent', 'bot')) AS last_seen
    FROM written
    INNER JOIN leading USING (organisation_id)
    GROUP BY organisation_id
    UNION ALL
    -- Those that somebody is said to act for, though nobody wrote from their addresses.
    SELECT
      sipHash64('organisation', organisation_key) AS organisation_id,
      any(organisation_name) AS name,
      any(stated_organisations.domain) AS domain,
      'corporate' AS kind,
      'somebody is said to act for it; nobody wrote from its addresses, so its kind is a guess' AS kind_reason,
      toUInt32(any(stated.people)) AS people,
      toUInt64(0) AS events,
      NULL AS first_seen,
      NULL AS last_seen
    FROM stated_organisations
    INNER JOIN (
      SELECT employer_statements.organisation_id AS organisation_id, uniqExact(person_id) AS people
      FROM employer_statements
      INNER JOIN person_aliases ON person_aliases.alias_id = employer_statements.alias_id
      GROUP BY organisation_id
    ) AS stated ON stated.organisation_id = sipHash64('organisation', organisation_key)
    WHERE organisation_key != '' AND sipHash64('organisation', organisation_key) NOT IN (SELECT written.organisation_id FROM written)
    GROUP BY organisation_key
    UNION ALL
    -- Those whose networks are all that was seen of them, by enough to be shown or by somebody with a name.
    SELECT
      network_meanings.organisation_id AS organisation_id,
      any(organisation_name) AS name,
      any(organisation_domain) AS domain,
      any(organisation_kind) AS kind,
      concat('only its network was seen: ', any(network_meanings.reason)) AS kind_reason,
      toUInt32(0) AS people,
      toUInt64(0) AS events,
      any(seen.first_seen) AS first_seen,
      any(seen.last_seen) AS last_seen
    FROM network_meanings
    LEFT JOIN (
      SELECT organisation_id, min(network_months.first_seen) AS first_seen, max(network_months.last_seen) AS last_seen
      FROM network_months
      WHERE is_organisation_shown
      GROUP BY organisation_id
    ) AS seen ON seen.organisation_id = network_meanings.organisation_id
    WHERE network_meanings.organisation_id != 0
      AND (isNotNull(seen.first_seen) OR network_meanings.organisation_id IN (SELECT employer_statements.organisation_id FROM employer_statements WHERE family = 'network'))
      AND network_meanings.organisation_id NOT IN (SELECT written.organisation_id FROM written)
      AND network_meanings.organisation_id NOT IN (
        SELECT sipHash64('organisation', organisation_key)
        FROM stated_organisations
        WHERE organisation_key != '' AND sipHash64('organisation', organisation_key) IN (SELECT employer_statements.organisation_id FROM employer_statements)
      )
    GROUP BY network_meanings.organisation_id
  ),
  dealt AS (
    SELECT organisation_id, min(occurred_at) AS first_dealt, max(occurred_at) AS last_dealt
    FROM organisation_dealings
    GROUP BY organisation_id
  ),
  keys AS (
    SELECT sipHash64('organisation', organisation_key) AS organisation_id, any(organisation_name) AS name, any(stated_organisations.domain) AS domain
    FROM stated_organisations
    WHERE organisation_key != '' AND sipHash64('organisation', organisation_key) IN (SELECT organisation_dealings.organisation_id FROM organisation_dealings)
    GROUP BY organisation_key
  )
-- Business with an organisation shows that it is there, whoever else does.
SELECT
  assumeNotNull(coalesce(named.organisation_id, dealt.organisation_id)) AS organisation_id,
  assumeNotNull(coalesce(named.name, keys.name, '')) AS name,
  assumeNotNull(coalesce(named.domain, keys.domain, '')) AS domain,
  ifNull(named.kind, 'corporate') AS kind,
  ifNull(named.kind_reason, 'business is done with it; nobody wrote from its addresses, so its kind is a guess') AS kind_reason,
  ifNull(named.people, 0) AS people,
  ifNull(named.events, 0) AS events,
  least(named.first_seen, first_dealt) AS first_seen,
  greatest(named.last_seen, last_dealt) AS last_seen
FROM named
FULL JOIN dealt ON dealt.organisation_id = named.organisation_id
LEFT JOIN keys ON keys.organisation_id = dealt.organisation_id
