-- question: Which organisation belongs to which other, and when?
-- one row is: one stretch of time for which one organisation belongs to another
-- reads: organisations, stated_owners
WITH
  stated AS (
    SELECT
      *,
      organisation_key = '' AS is_decided,
      if(is_decided, stated_owners.organisation_id, sipHash64('organisation', organisation_key)) AS owned_id
    FROM stated_owners
  )
SELECT
  owned_id AS organisation_id,
  sipHash64('organisation', owner_key) AS owner_id,
  owner_name,
  owned_from,
  owned_to,
  is_decided,
  sentence
FROM stated
WHERE owner_key != '' AND owner_id != owned_id
  AND owned_id IN (SELECT organisations.organisation_id FROM organisations)
  -- What somebody decided on an organisation replaces what is listed of it.
  AND (is_decided OR owned_id NOT IN (SELECT stated.owned_id FROM stated WHERE is_decided))
