-- question: What did each alias at a domain that changed hands do while the domain was whose?
-- one row is: one alias in one stretch of time in which it acted; acts with a doubtful date are left out
-- reads: alias_facts, domain_tenures, events
WITH
  held AS (
    SELECT
      alias_id,
      registrable,
      domain_tenures.kind AS kind,
      if(organisation_key = '', 0, sipHash64('organisation', organisation_key)) AS organisation_id,
      organisation_name,
      domain_tenures.sentence AS reason,
      held_from,
      held_to
    FROM alias_facts
    INNER JOIN domain_tenures USING (registrable)
  )
SELECT
  held.alias_id AS alias_id,
  registrable,
  kind,
  organisation_id,
  organisation_name,
  reason,
  held_from,
  held_to,
  count() AS events,
  min(occurred_at) AS first_seen,
  max(occurred_at) AS last_seen
FROM (
  SELECT alias_id, occurred_at
  FROM events FINAL
  WHERE alias_id IN (SELECT held.alias_id FROM held)
    AND occurred_at < {as_of:DateTime64(3)}
    AND NOT hasAny(flags, {doubtful_flags:Array(String)})
) AS acts
INNER JOIN held ON held.alias_id = acts.alias_id
WHERE occurred_at >= held_from AND occurred_at < held_to
GROUP BY alias_id, registrable, kind, organisation_id, organisation_name, reason, held_from, held_to
