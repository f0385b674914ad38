-- question: What is each mail domain, and which organisation does it stand for?
-- one row is: one mail domain seen
-- reads: address_domains, domain_writers
WITH
  known AS (
    SELECT
      domain,
      any(address_domains.registrable) AS registrable,
      any(address_domains.kind) AS stated_kind,
      any(organisation_key) AS organisation_key,
      any(commercial) AS is_commercial,
      any(reason) AS stated_reason,
      -- Listed nowhere, so taken for a company's: who writes from it may say otherwise.
      NOT any(sure) AND stated_kind = 'corporate' AS is_guess
    FROM address_domains
    GROUP BY domain
  )
SELECT
  known.domain AS domain,
  known.registrable AS registrable,
  multiIf(
    NOT is_guess, stated_kind,
    ifNull(is_own_host, false), 'personal',
    ifNull(humans, 0) > 1, stated_kind,
    ifNull(resembles, false), 'personal',
    ifNull(address_form, -1) = 2, stated_kind,
    NOT is_commercial OR ifNull(address_form, -1) = -1, 'unknown',
    stated_kind
  ) AS kind,
  if(organisation_key = '' OR kind IN ('personal', 'unknown'), 0, sipHash64('organisation', organisation_key)) AS organisation_id,
  multiIf(
    NOT is_guess, stated_reason,
    kind = 'personal', 'one person ever wrote from it and its name is theirs',
    kind = 'unknown', 'listed nowhere, and one person ever wrote from it',
    ifNull(humans, 0) > 1, concat(stated_reason, '; ', toString(humans), ' people wrote from it'),
    address_form = 2, concat(stated_reason, '; one person ever wrote from it, under an address made of both names'),
    concat(stated_reason, '; one person ever wrote from it')
  ) AS reason
FROM known
LEFT JOIN domain_writers ON domain_writers.domain = known.domain
