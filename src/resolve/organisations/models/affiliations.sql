-- question: For whom did each person act, from when to when, and how sure is that?
-- one row is: one dated hypothesis that a person acts for an employer; overlapping ones compete
-- reads: employer_stays
WITH
  dated AS (
    SELECT
      person_id,
      organisation_id,
      events,
      began,
      ended,
      addresses,
      -- Change date: midpoint between the last act for the old employer and the first for the new one.
      if(
        isNull(previous_at),
        began,
        fromUnixTimestamp64Milli(intDiv(toUnixTimestamp64Milli(assumeNotNull(previous_at)) + toUnixTimestamp64Milli(began) + 1, 2), 'UTC')
      ) AS valid_from,
      multiIf(
        isNotNull(next_at),
        fromUnixTimestamp64Milli(intDiv(toUnixTimestamp64Milli(ended) + toUnixTimestamp64Milli(assumeNotNull(next_at)) + 1, 2), 'UTC'),
        -- Somebody who goes on for long without the address may have left or not; nothing is claimed beyond the last act.
        last_act > addDays(ended, {silent_days:UInt32}), addMilliseconds(ended, 1),
        NULL
      ) AS valid_to,
      -- Likelihood ratio of an unverified address; one person's use of an unlisted domain says little.
      if(is_firm, {firm_ratio:Float64}, {weak_ratio:Float64}) AS ratio
    FROM employer_stays
  ),
  rivals AS (
    SELECT
      person_id,
      -- Sorted, since the sum of fractions depends on their order.
      arraySort(groupArray((valid_from, ifNull(valid_to, toDateTime64('2299-12-31 00:00:00', 3, 'UTC')), events, ratio))) AS stays
    FROM dated
    GROUP BY person_id
  ),
  weighed AS (
    SELECT
      dated.*,
      -- Itself and those that overlap it.
      arrayFilter(
        stay -> stay.1 < ifNull(dated.valid_to, toDateTime64('2299-12-31 00:00:00', 3, 'UTC')) AND stay.2 > dated.valid_from,
        stays
      ) AS competing,
      arraySum(stay -> stay.3, competing) AS all_events,
      (1 - {unknown_prior:Float64}) * dated.events / all_events * ratio AS weight,
      arraySum(stay -> (1 - {unknown_prior:Float64}) * stay.3 / all_events * stay.4, competing) AS all_weights
    FROM dated
    INNER JOIN rivals USING (person_id)
  )
SELECT
  person_id,
  organisation_id,
  valid_from,
  valid_to,
  weight / (all_weights + {unknown_prior:Float64}) AS probability,
  events,
  concat(
    toString(events), if(events = 1, ' event', ' events'), ' from ', addresses,
    if(
      toDate(began) = toDate(ended),
      concat(' on ', toString(toDate(began))),
      concat(' between ', toString(toDate(began)), ' and ', toString(toDate(ended)))
    ),
    if(length(competing) > 1, concat('; ', toString(length(competing) - 1), ' other employer', if(length(competing) > 2, 's', ''), ' in that time'), '')
  ) AS evidence
FROM weighed
