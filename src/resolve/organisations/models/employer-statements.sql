-- question: What do people here, CRMs, profiles, forms and answers say about whom somebody acts for?
-- one row is: one organisation that one kind of source, or a decision, names for one alias
-- reads: alias_activity, decided_employers, employer_words, events, network_meanings, network_sightings, stated_organisations
SELECT
  alias_id,
  family,
  if(organisation_key = '', 0, sipHash64('organisation', organisation_key)) AS organisation_id,
  min(occurred_at) AS stated_from,
  max(occurred_at) AS stated_to,
  count() AS events,
  concat(
    '“', any(organisation_name), '” ', if(family = 'crm', 'in the CRM', 'as stated'), ' (',
    arrayStringConcat(arraySort(groupUniqArray(told.source)), ', '), ') ',
    if(
      toDate(stated_from) = toDate(stated_to),
      concat('on ', toString(toDate(stated_from))),
      concat('between ', toString(toDate(stated_from)), ' and ', toString(toDate(stated_to)))
    )
  ) AS sentence
FROM (
  SELECT
    alias_id,
    source,
    occurred_at,
    organisation_hint AS name,
    if(splitByChar(':', toString(source))[1] IN ('crm', 'hubspot', 'salesforce'), 'crm', 'profile') AS family
  FROM events FINAL
  -- A forge names the group a project belongs to, not the employer of who made it.
  WHERE alias_id != 0 AND organisation_hint != '' AND occurred_at < {as_of:DateTime64(3)}
    AND splitByChar(':', toString(source))[1] NOT IN ('github', 'gitlab', 'forge-webhook', 'gh-archive')
  UNION ALL
  SELECT alias_id, source, occurred_at, attrs['company'] AS name, 'profile' AS family
  FROM events FINAL
  WHERE startsWith(source, 'survey:') AND alias_id != 0 AND mapContains(attrs, 'company') AND occurred_at < {as_of:DateTime64(3)}
) AS told
INNER JOIN stated_organisations ON stated_organisations.written_key = sipHash64(told.name)
WHERE organisation_key != ''
GROUP BY alias_id, family, organisation_key
UNION ALL
SELECT
  employer_words.alias_id AS alias_id,
  form AS family,
  sipHash64('organisation', organisation_key) AS organisation_id,
  first_seen AS stated_from,
  last_seen AS stated_to,
  alias_activity.events AS events,
  concat(
    '“', word, if(form = 'name', '” in the name “', '” in the user name “'), employer_words.written, '”, used ',
    if(
      toDate(first_seen) = toDate(last_seen),
      concat('on ', toString(toDate(assumeNotNull(first_seen)))),
      concat('between ', toString(toDate(assumeNotNull(first_seen))), ' and ', toString(toDate(assumeNotNull(last_seen))))
    )
  ) AS sentence
FROM employer_words
INNER JOIN stated_organisations ON stated_organisations.written_key = sipHash64(form, word)
INNER JOIN alias_activity ON alias_activity.alias_id = employer_words.alias_id
WHERE organisation_key != '' AND isNotNull(first_seen)
UNION ALL
-- By month: what somebody did from a network says something of that time only.
SELECT
  events.alias_id AS alias_id,
  'network' AS family,
  network_meanings.organisation_id AS organisation_id,
  min(occurred_at) AS stated_from,
  max(occurred_at) AS stated_to,
  count() AS events,
  concat(
    toString(events), if(events = 1, ' event', ' events'), ' from a network of ', any(network_meanings.organisation_name), ' ',
    if(
      toDate(stated_from) = toDate(stated_to),
      concat('on ', toString(toDate(stated_from))),
      concat('between ', toString(toDate(stated_from)), ' and ', toString(toDate(stated_to)))
    )
  ) AS sentence
FROM (SELECT * FROM events FINAL WHERE events.alias_id != 0 AND events.occurred_at < {as_of:DateTime64(3)}) AS events
INNER JOIN (
  SELECT trace_id, argMax(sipHash64(number, toString(name), toString(domain)), (told_at, source)) AS network_id
  FROM network_sightings FINAL
  WHERE trace = 'event'
  GROUP BY trace_id
) AS told ON told.trace_id = events.event_id
INNER JOIN network_meanings ON network_meanings.network_id = told.network_id
WHERE network_meanings.class = 'business' AND network_meanings.organisation_id != 0 AND organisation_kind != 'foundation'
GROUP BY events.alias_id, network_meanings.organisation_id, toStartOfMonth(occurred_at)
UNION ALL
SELECT
  alias_id,
  'decision' AS family,
  if(ifNull(organisation_key, '') = '', 0, sipHash64('organisation', assumeNotNull(organisation_key))) AS organisation_id,
  decided_employers.stated_from AS stated_from,
  decided_employers.stated_to AS stated_to,
  0 AS events,
  decided_employers.sentence AS sentence
FROM decided_employers
LEFT JOIN stated_organisations ON stated_organisations.written_key = sipHash64(decided_employers.organisation)
