-- question: What did the people of each organisation do while they were thought to act for it?
-- one row is: one month of acts of one type of one organisation's people
-- reads: activity, affiliations
-- An affiliation's dates are cut to months, so a month in which somebody changed counts for both.
SELECT organisation_id, month, type, sum(events) AS events, uniqExact(person_id) AS people
FROM (
  SELECT DISTINCT
    stays.organisation_id AS organisation_id,
    activity.person_id AS person_id,
    activity.month AS month,
    activity.type AS type,
    activity.source AS source,
    activity.events AS events
  FROM activity
  INNER JOIN affiliations AS stays ON stays.person_id = activity.person_id
  WHERE (stays.valid_from IS NULL OR activity.month >= toStartOfMonth(stays.valid_from))
    AND (stays.valid_to IS NULL OR activity.month <= toDate(stays.valid_to))
)
GROUP BY organisation_id, month, type
