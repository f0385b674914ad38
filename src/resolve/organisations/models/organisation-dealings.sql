-- question: What business was done with which organisation?
-- one row is: one thing a source told of business with one organisation
-- reads: event_types, events, stated_organisations
WITH told AS (
  SELECT source, occurred_at, type, object_kind, object_id, organisation_hint, attrs['domain'] AS domain, attrs['stage'] AS stage, attrs['outcome'] AS outcome, has(flags, 'time-estimated') AS is_estimated
  FROM events FINAL
  WHERE organisation_hint != ''
    AND events.type IN (SELECT event_types.type FROM event_types WHERE business)
    AND occurred_at < {as_of:DateTime64(3)}
    AND NOT hasAny(flags, ['dated-too-early', 'dated-in-future'])
    AND splitByChar(':', toString(source))[1] NOT IN ('github', 'gitlab', 'forge-webhook', 'gh-archive')
)
SELECT
  sipHash64('organisation', if(ifNull(by_domain.organisation_key, '') != '', assumeNotNull(by_domain.organisation_key), by_name.organisation_key)) AS organisation_id,
  occurred_at,
  told.source AS source,
  type,
  object_kind,
  toValidUTF8(object_id) AS object_id,
  toValidUTF8(stage) AS stage,
  toValidUTF8(outcome) AS outcome,
  is_estimated
FROM told
LEFT JOIN stated_organisations AS by_domain ON by_domain.written_key = sipHash64(told.domain)
LEFT JOIN stated_organisations AS by_name ON by_name.written_key = sipHash64(told.organisation_hint)
WHERE ifNull(by_domain.organisation_key, '') != '' OR ifNull(by_name.organisation_key, '') != ''
