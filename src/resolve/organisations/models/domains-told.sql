-- question: Which domain do CRMs tell of an organisation they name?
-- one row is: one name as written, with the one domain told of it
-- reads: events
SELECT toValidUTF8(organisation_hint) AS written, any(attrs['domain']) AS told_domain
FROM events
WHERE organisation_hint != '' AND type = 'crm.stage_change' AND attrs['domain'] != ''
GROUP BY written
HAVING uniqExact(attrs['domain']) = 1
ORDER BY written
