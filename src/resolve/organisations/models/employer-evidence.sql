-- question: Which evidence speaks for which employer of a person, when, and how strongly?
-- one row is: one stretch of time for which one piece of evidence speaks for one employer of one human
-- reads: employer_statements, employer_stays, person_aliases
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
      -- Whoever began to use another address between the two and keeps it has most likely moved when they began.
      if(follows, intDiv(toUnixTimestamp64Milli(assumeNotNull(previous_at)) + toUnixTimestamp64Milli(ifNull(moved_at, employer_stays.began)) + 1, 2), -never) AS earliest,
      if(
        isNotNull(next_at),
        intDiv(toUnixTimestamp64Milli(employer_stays.ended) + toUnixTimestamp64Milli(ifNull(left_at, assumeNotNull(next_at))) + 1, 2),
        never
      ) AS latest,
      neutral_before,
      neutral_after,
      ratio,
      -- Who rarely used the address says little by not using it any more, who always did says much; those days before it count that are
      -- the employer's too. The root, since days are not independent.
      follows AND isNull(moved_at) AS is_other_before,
      least(1, sqrt((neutral_days + if(is_other_before, 0, lead_days) + 1) / (days + 2))) AS after_ratio,
      if(is_other_before, {change_ratio:Float64}, 1) AS before_ratio,
      -- For how long the evidence outweighs "nobody we know of" four to one, and at all; after two half-lives it is old.
      arrayMap(
        odds -> toInt64(day_length * {half_life:UInt32} * least(2, greatest(0, log2(log(ratio) / greatest(0.001, log(odds) - log(after_ratio)))))),
        [4, 1]
      ) AS after_lengths,
      arrayMap(
        odds -> toInt64(day_length * {half_life:UInt32} * least(2, greatest(0, log2(log(ratio) / greatest(0.001, log(odds) - log(before_ratio)))))),
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
  ),
  -- What one kind of source says of one person: of several organisations each holds until midway to the next.
  statements AS (
    SELECT
      person_id,
      family,
      organisation_id,
      sum(employer_statements.events) AS events,
      ifNull(min(toUnixTimestamp64Milli(stated_from)), -never) AS began,
      ifNull(max(toUnixTimestamp64Milli(stated_to)) + if(family = 'decision', 0, 1), never) AS ended,
      arrayStringConcat(arraySort(groupUniqArray(employer_statements.sentence)), '; ') AS sentence,
      multiIf(
        family = 'decision', 0,
        family = 'crm', {crm_ratio:Float64},
        family = 'name', {name_ratio:Float64},
        family = 'handle', {handle_ratio:Float64},
        family = 'network', {network_ratio:Float64},
        {profile_ratio:Float64}
      ) AS ratio,
      multiIf(
        family = 'decision', 0,
        family = 'crm', {crm_half_life:UInt32},
        family IN ('name', 'handle'), {half_life:UInt32},
        family = 'network', {network_half_life:UInt32},
        {profile_half_life:UInt32}
      ) AS half_life
    FROM employer_statements
    INNER JOIN person_aliases ON person_aliases.alias_id = employer_statements.alias_id
    GROUP BY person_id, family, organisation_id, if(family IN ('decision', 'network'), (employer_statements.alias_id, stated_from), (0, NULL))
  ),
  bounded AS (
    SELECT
      *,
      ifNull(lagInFrame(toNullable(ended)) OVER next_told, -never) AS previous_ended,
      ifNull(leadInFrame(toNullable(began)) OVER next_told, never) AS next_began,
      greatest(if(previous_ended = -never, -never, least(began, intDiv(previous_ended + began, 2))), began - multiIf(family = 'decision', 0, family = 'network', 2 * half_life, {told_before:UInt32}) * day_length) AS from_before,
      least(if(next_began = never, never, greatest(ended, intDiv(next_began + ended, 2))), ended + if(family = 'decision' OR ended = never, 0, 2 * half_life * day_length)) AS to_after
    FROM statements
    WINDOW next_told AS (PARTITION BY person_id, family ORDER BY began ASC, organisation_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
  ),
  told AS (
    SELECT
      *,
      arrayJoin(arrayFilter(stretch -> stretch.2 < stretch.3, [
        ('within', began, ended),
        ('before', from_before, began),
        ('after', ended, least(to_after, ended + half_life * day_length)),
        ('long after', ended + half_life * day_length, if(ended = never, -never, to_after))
      ])) AS stretch,
      multiIf(stretch.1 = 'within', 0, endsWith(stretch.1, 'after'), intDiv(stretch.2 + stretch.3, 2) - ended, began - intDiv(stretch.2 + stretch.3, 2)) AS distance
    FROM bounded
  )
SELECT
  person_id,
  organisation_id,
  'address' AS family,
  stretch.1 AS nearness,
  stretch.2 AS holds_from,
  stretch.3 AS holds_to,
  log(ratio) * exp2(-distance / day_length / half_life) + multiIf(nearness = 'within', 0, is_after, log(after_ratio), log(before_ratio)) AS log_ratio,
  {half_life:UInt32} AS half_life,
  toUInt32(intDiv(distance, day_length)) AS age,
  ratio,
  events,
  multiIf(
    nearness = 'within', acts,
    is_after, concat(acts, '; after that acts from addresses that name no employer'),
    concat(acts, '; before that acts from addresses that name no employer')
  ) AS sentence
FROM stretched
UNION ALL
SELECT
  person_id,
  organisation_id,
  family,
  stretch.1 AS nearness,
  stretch.2 AS holds_from,
  stretch.3 AS holds_to,
  if(family = 'decision', 0, log(ratio) * exp2(-distance / day_length / greatest(half_life, 1))) AS log_ratio,
  half_life,
  toUInt32(intDiv(distance, day_length)) AS age,
  ratio,
  events,
  sentence
FROM told
