-- question: What do CRMs say of the companies they know?
-- one row is: one company as one source writes it, with its latest industry, headcount and country
-- reads: events
SELECT
  toString(source) AS told_by,
  toValidUTF8(organisation_hint) AS name,
  toValidUTF8(attrs['domain']) AS domain,
  toValidUTF8(argMaxIf(attrs['industry'], (ingested_at, occurred_at), mapContains(attrs, 'industry'))) AS industry,
  toValidUTF8(argMaxIf(attrs['employees'], (ingested_at, occurred_at), mapContains(attrs, 'employees'))) AS headcount,
  toValidUTF8(argMaxIf(attrs['country'], (ingested_at, occurred_at), mapContains(attrs, 'country'))) AS region,
  max(occurred_at) AS told_at
FROM events FINAL
WHERE object_kind = 'company' AND type = 'crm.stage_change' AND occurred_at < {as_of:DateTime64(3)}
  AND (mapContains(attrs, 'industry') OR mapContains(attrs, 'employees') OR mapContains(attrs, 'country'))
GROUP BY told_by, name, domain
ORDER BY told_by, name, domain
