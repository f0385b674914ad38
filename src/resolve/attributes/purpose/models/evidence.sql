-- question: Does somebody take part for work or for themselves?
-- one row is: one piece of evidence on one human
-- reads: affiliations, attribute_answers, domains, events, organisations, people, person_aliases
WITH
  9. AS s,
  humans AS (
    SELECT
      alias_id,
      person_id,
      lowerUTF8(arrayElement(splitByChar('.', email), -1)) AS ending
    FROM person_aliases
    WHERE person_id IN (SELECT person_id FROM people WHERE class = 'human')
  ),
  places AS (
    SELECT
      person_id,
      max(ending IN {friday_saturday:Array(String)}) AS is_friday_off,
      max(ending IN {utc_endings:Array(String)}) OR person_id IN (
        SELECT person_id FROM attribute_answers
        WHERE word = 'country' AND match(lowerUTF8(said), 'united kingdom|^uk$|england|scotland|wales|iceland|portugal')
      ) AS is_at_utc
    FROM humans
    GROUP BY person_id
  ),
  seconds AS (
    SELECT person_id, second, any(offset) AS offset, count() AS acts
    FROM (
      SELECT alias_id, toStartOfSecond(occurred_at) AS second, assumeNotNull(tz_offset_min) AS offset
      FROM events FINAL
      WHERE type IN ('commit.author', 'list.thread_start', 'list.reply')
        AND tz_offset_min IS NOT NULL
        AND occurred_at < {as_of:DateTime64(3)}
        AND NOT hasAny(flags, {doubtful_flags:Array(String)})
    ) AS dated
    INNER JOIN humans USING (alias_id)
    GROUP BY person_id, second
    -- So many at once are imported or rebased.
    HAVING acts <= 20
  ),
  counted AS (
    SELECT
      person_id,
      sum(acts) AS n,
      sumIf(acts, toHour(local) BETWEEN 10 AND 17 AND if(is_friday_off, toDayOfWeek(local) NOT IN (5, 6), toDayOfWeek(local) <= 5)) AS k,
      uniqExact(toYearWeek(local, 3)) AS weeks,
      max(offset != 0) OR is_at_utc AS is_local,
      is_friday_off
    FROM (SELECT *, second + toIntervalMinute(offset) AS local FROM seconds INNER JOIN places USING (person_id))
    GROUP BY person_id, is_friday_off, is_at_utc
  ),
  hours AS (
    SELECT
      *,
      -- ln B(k + ms, n − k + (1 − m)s) − ln B(ms, (1 − m)s) for the means of both purposes; ln Γ(n + s) and ln Γ(s) cancel.
      arrayMap(m -> lgamma(k + m * s) + lgamma(n - k + (1 - m) * s) - lgamma(m * s) - lgamma((1 - m) * s), [0.70, 0.35]) AS likelihoods,
      n >= {fewest_acts:UInt32} AND weeks >= {fewest_weeks:UInt32} AND is_local AS is_enough
    FROM counted
  ),
  customers AS (
    SELECT DISTINCT organisation_id
    FROM organisations
    LEFT JOIN domains USING (organisation_id)
    WHERE organisation_id != 0
      AND arrayExists(
        word -> word != '' AND word IN (
          SELECT lowerUTF8(arrayJoin([organisation_hint, attrs['domain']]))
          FROM events
          WHERE type IN ('contract.sign', 'contract.renew') AND occurred_at < {as_of:DateTime64(3)}
        ),
        [lowerUTF8(organisations.name), organisations.domain, ifNull(domains.domain, ''), ifNull(domains.registrable, '')]
      )
      AND organisations.name != ''
  ),
  -- Employers held to the last; the likeliest, once.
  employers AS (
    SELECT
      affiliations.person_id AS person_id,
      organisations.organisation_id AS organisation_id,
      organisations.name AS name,
      organisations.kind AS kind
    FROM affiliations
    INNER JOIN organisations ON organisations.organisation_id = affiliations.organisation_id
    INNER JOIN people ON people.person_id = affiliations.person_id
    WHERE probability >= 0.5
      AND people.class = 'human'
      AND (valid_from IS NULL OR valid_from < {as_of:DateTime64(3)})
      AND (valid_to IS NULL OR valid_to >= least({as_of:DateTime64(3)}, people.last_seen))
    ORDER BY person_id, probability DESC, organisation_id
    LIMIT 1 BY person_id
  )
SELECT
  person_id,
  'hours' AS rule,
  CAST(if(is_enough, map('business', likelihoods[1] - likelihoods[2]), map()) AS Map(LowCardinality(String), Float64)) AS weights,
  multiIf(
    n < {fewest_acts:UInt32} OR weeks < {fewest_weeks:UInt32},
    concat(toString(n), if(n = 1, ' act tells its', ' acts tell their'), ' local time, in ', toString(weeks), if(weeks = 1, ' week', ' weeks'), '; ', toString({fewest_acts:UInt32}), ' in ', toString({fewest_weeks:UInt32}), ' weeks are needed'),
    NOT is_local, concat('all ', toString(n), ' acts are dated in UTC, as servers do, so their hour says nothing'),
    concat(
      toString(k), ' of ', toString(n), ' changes and mails were written ', if(is_friday_off, 'Sunday to Thursday', 'Monday to Friday'),
      ' from 10 to 18 o’clock, local time'
    )
  ) AS evidence
FROM hours
UNION ALL
SELECT
  person_id,
  if(kind = 'corporate', 'employer', 'place of study'),
  map('business', log(if(kind = 'corporate', 6, 0.3))),
  if(kind = 'corporate', concat('acts for a company: ', name), concat('writes from a place of study: ', name))
FROM employers
WHERE kind IN ('corporate', 'education')
UNION ALL
SELECT person_id, 'customer', map('business', log(10)), concat('acts for a customer: ', name)
FROM employers
WHERE organisation_id IN (SELECT organisation_id FROM customers)
