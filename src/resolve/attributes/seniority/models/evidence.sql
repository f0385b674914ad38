-- question: How long has somebody been part of the community?
-- one row is: one human who acted at a sound date
-- reads: activity, people
SELECT
  person_id,
  'tenure' AS rule,
  map(
    multiIf(
      dateDiff('day', first_at, {as_of:DateTime64(3)}) < {new_days:UInt32}, 'newcomer',
      tenure >= {veteran_months:UInt32} AND months >= {veteran_active:UInt32}, 'veteran',
      months >= {established_months:UInt32}, 'established',
      'passer-by'
    ),
    -- Wrong where two people were joined to one, or one is still two.
    log(99)
  ) AS weights,
  concat(
    'active in ', toString(months), if(months = 1, ' month', ' months'), ', from ', toString(toDate(first_at)), ' to ', toString(toDate(last_at))
  ) AS evidence
FROM (
  SELECT
    person_id,
    min(activity.first_at) AS first_at,
    max(activity.last_at) AS last_at,
    uniqExact(month) AS months,
    dateDiff('month', first_at, last_at) AS tenure
  FROM activity
  WHERE person_id IN (SELECT person_id FROM people WHERE class = 'human')
  GROUP BY person_id
)
