-- question: What is known of each organisation, how sure, and why?
-- one row is: one fact of one organisation that somebody acts for or writes from
-- reads: organisation_owners, organisations, stated_facts
WITH
  told AS (
    SELECT sipHash64('organisation', organisation_key) AS organisation_id, fact, value, scheme, probability, status, preference, evidence, source
    FROM stated_facts
    UNION ALL
    -- What stands behind a domain tells some types of business.
    SELECT
      organisation_id,
      'business_type' AS fact,
      transform(kind, {kinds:Array(String)}, {kind_types:Array(String)}, '') AS value,
      '' AS scheme,
      0.95 AS probability,
      'inferred' AS status,
      transform(kind, {kinds:Array(String)}, {kind_preferences:Array(UInt8)}, toUInt8(255)) AS preference,
      kind_reason AS evidence,
      'domains' AS source
    FROM organisations
    WHERE has({kinds:Array(String)}, kind)
    UNION ALL
    SELECT
      organisation_id,
      'region' AS fact,
      {ending_regions:Array(String)}[place] AS value,
      '' AS scheme,
      {ending_probability:Float64} AS probability,
      'inferred' AS status,
      toUInt8(255) AS preference,
      concat(domain, ' ends in .', {endings:Array(String)}[place], ', which is of ', {ending_names:Array(String)}[place]) AS evidence,
      'domains' AS source
    FROM (SELECT organisation_id, domain, indexOf({endings:Array(String)}, splitByChar('.', domain)[-1]) AS place FROM organisations)
    WHERE place > 0
  ),
  best AS (
    SELECT * FROM told
    WHERE organisation_id IN (SELECT organisations.organisation_id FROM organisations)
    ORDER BY preference, value, evidence
    LIMIT 1 BY organisation_id, fact
  ),
  ['micro', 'small', 'medium', 'large'] AS sizes,
  -- The figures of the whole group count, but a group is only told by who belongs to whom now.
  groups AS (
    SELECT owned.organisation_id AS organisation_id, any(owner_name) AS owner_name, max(indexOf(sizes, best.value)) AS owner_size
    FROM organisation_owners AS owned
    LEFT JOIN best ON best.organisation_id = owned.owner_id AND best.fact = 'size_class'
    WHERE (owned_from IS NULL OR owned_from <= toDate({as_of:DateTime64(3)})) AND (owned_to IS NULL OR owned_to > toDate({as_of:DateTime64(3)}))
    GROUP BY organisation_id
  )
SELECT
  best.organisation_id AS organisation_id,
  best.fact AS fact,
  if(is_grouped AND ifNull(owner_size, 0) > indexOf(sizes, best.value), sizes[ifNull(owner_size, 0)], best.value) AS value,
  best.scheme AS scheme,
  best.probability * if(is_grouped AND ifNull(owner_size, 0) = 0 AND best.value != 'large', {alone_share:Float64}, 1) AS probability,
  best.status AS status,
  multiIf(
    NOT is_grouped, best.evidence,
    ifNull(owner_size, 0) = 0, concat(best.evidence, '; it belongs to ', ifNull(owner_name, ''), ', whose figures count too and are not known'),
    concat(best.evidence, '; it belongs to ', ifNull(owner_name, ''), ', whose figures count too: ', sizes[ifNull(owner_size, 0)])
  ) AS evidence,
  best.source AS source
FROM best
LEFT JOIN groups ON groups.organisation_id = best.organisation_id
-- What a list or a person calls large is taken at its word.
ARRAY JOIN [best.fact = 'size_class' AND best.status = 'inferred' AND owner_name IS NOT NULL] AS is_grouped
