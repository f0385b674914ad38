-- question: Which evidence speaks for which employer of a person, when, and how strongly?
-- one row is: one stretch of time for which one piece of evidence speaks for one employer of one human
-- reads: employer_stays
WITH
  toUnixTimestamp64Milli(toDateTime64('2299-12-31 00:00:00', 3, 'UTC')) AS never,
  86400000 AS day_length,
  dated AS (
    SELECT
      person_id,
      organisation_id,
      events,
      addresses,
      toUnixTimestamp64Milli(employer_stays.began) AS began,
      toUnixTimestamp64Milli(employer_stays.ended) + 1 AS ended,
      isNotNull(previous_at) AS follows,
      -- Change date: midpoint between the last act for the old employer and the first for the new one.
      if(follows, intDiv(toUnixTimestamp64Milli(assumeNotNull(previous_at)) + began + 1, 2), -never) AS earliest,
      if(isNotNull(next_at), intDiv(toUnixTimestamp64Milli(employer_stays.ended) + toUnixTimestamp64Milli(assumeNotNull(next_at)) + 1, 2), never) AS latest,
      neutral_before,
      neutral_after,
      ratio,
      -- Who rarely used the address says little by not using it any more, who always did says much. The root, since days are not independent.
      sqrt((neutral_days + 1) / (days + 2)) AS after_ratio,
      if(follows, {change_ratio:Float64}, 1) AS before_ratio,
      -- For how long the evidence outweighs "nobody we know of" four to one, and at all; after two half-lives it is old.
      arrayMap(
        odds -> toInt64(day_length * {half_life:UInt32} * least(2, greatest(0, log2(log(ratio) / greatest(0.001, log(odds) - log(after_ratio)))))),
        [4, 1]
      ) AS after_lengths,
      arrayMap(
        odds -> toInt64(day_length * {before_half_life:UInt32} * least(2, greatest(0, log2(log(ratio) / greatest(0.001, log(odds) - log(before_ratio)))))),
        [4, 1]
      ) AS before_lengths,
      concat(
        toString(events), if(events = 1, ' event', ' events'), ' from ', addresses,
        if(
          toDate(employer_stays.began) = toDate(employer_stays.ended),
          concat(' on ', toString(toDate(employer_stays.began))),
          concat(' between ', toString(toDate(employer_stays.began)), ' and ', toString(toDate(employer_stays.ended)))
        )
      ) AS acts
    FROM employer_stays
  ),
  -- Nearness, from, to, and the moment its age is measured from.
  stretched AS (
    SELECT
      *,
      arrayJoin(arrayFilter(stretch -> stretch.2 < stretch.3, [
        ('within', if(follows AND NOT neutral_before, earliest, began), if(neutral_after, ended, latest)),
        ('before', greatest(earliest, began - before_lengths[1]), if(neutral_before, began, -never)),
        ('long before', greatest(earliest, began - before_lengths[2]), if(neutral_before, began - before_lengths[1], -never)),
        ('after', ended, if(neutral_after, least(latest, ended + after_lengths[1]), -never)),
        ('long after', ended + after_lengths[1], if(neutral_after, least(latest, ended + after_lengths[2]), -never))
      ])) AS stretch,
      endsWith(stretch.1, 'after') AS is_after,
      multiIf(stretch.1 = 'within', 0, is_after, intDiv(stretch.2 + stretch.3, 2) - ended, began - intDiv(stretch.2 + stretch.3, 2)) AS distance
    FROM dated
  )
SELECT
  person_id,
  organisation_id,
  'address' AS family,
  stretch.1 AS nearness,
  stretch.2 AS holds_from,
  stretch.3 AS holds_to,
  log(ratio) * exp2(-distance / day_length / half_life) + multiIf(nearness = 'within', 0, is_after, log(after_ratio), log(before_ratio)) AS log_ratio,
  if(endsWith(nearness, 'before'), {before_half_life:UInt32}, {half_life:UInt32}) AS half_life,
  toUInt32(intDiv(distance, day_length)) AS age,
  ratio,
  events,
  multiIf(
    nearness = 'within', acts,
    is_after, concat(acts, '; after that acts from addresses that name no employer'),
    concat(acts, '; before that acts from addresses that name no employer')
  ) AS sentence
FROM stretched
