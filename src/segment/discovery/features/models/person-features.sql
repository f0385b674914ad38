-- question: What did each human do, how lately and since when, and what is known of them?
-- one row is: one human whose id is in [first, last], who did something before as_of
-- reads: affiliations, human_acts, memberships, organisations, person_attributes, states
WITH
  days AS (
    SELECT
      person_id,
      transform(toString(type), {types:Array(String)}, {families:Array(UInt8)}, 0) AS family,
      day,
      count() AS acts,
      min(occurred_at) AS first_at,
      max(occurred_at) AS last_at,
      -- At most three acts of a type count on a day, so that a burst does not outweigh a month.
      least(count(), 3) * toFloat64(any(weight)) AS weighed
    FROM human_acts
    WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64} AND occurred_at < {as_of:DateTime64(3)}
    GROUP BY person_id, type, day
  ),
  doings AS (
    SELECT
      person_id,
      sumMap([family], [acts]) AS by_family,
      intDiv(dateDiff('millisecond', max(last_at), {as_of:DateTime64(3)}) + 86399999, 86400000) AS recency,
      dateDiff('day', toDate(min(first_at)), toDate({as_of:DateTime64(3)})) AS tenure,
      uniqExactIf(day, last_at >= {as_of:DateTime64(3)} - INTERVAL 1 YEAR) AS active_days,
      sum(weighed * exp2(-dateDiff('millisecond', last_at, {as_of:DateTime64(3)}) / 86400000 / {half_life:Float64})) AS engagement
    FROM days
    GROUP BY person_id
  ),
  known AS (
    SELECT
      person_id,
      argMaxIf(toString(value), probability, attribute = 'purpose') AS purpose,
      argMaxIf(toString(value), probability, attribute = 'role') AS role,
      argMaxIf(toString(value), probability, attribute = 'skill') AS skill
    FROM person_attributes
    WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64}
      AND probability >= 0.8 AND value != 'unknown' AND attribute IN ('purpose', 'role', 'skill')
    GROUP BY person_id
  ),
  employers AS (
    SELECT person_id, argMax(toString(organisations.kind), (probability, organisations.organisation_id)) AS employer
    FROM affiliations INNER JOIN organisations ON organisations.organisation_id = affiliations.organisation_id
    WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64} AND probability >= 0.8
      AND (valid_from IS NULL OR valid_from < {as_of:DateTime64(3)}) AND (valid_to IS NULL OR valid_to >= {as_of:DateTime64(3)})
    GROUP BY person_id
  ),
  rungs AS (
    SELECT person_id, max(toUInt8OrZero(substring(toString(state), 2))) AS rung
    FROM states
    WHERE ladder = 'participation' AND person_id BETWEEN {first:UInt64} AND {last:UInt64}
      AND entered_at < {as_of:DateTime64(3)} AND (left_at IS NULL OR left_at >= {as_of:DateTime64(3)})
    GROUP BY person_id
  ),
  works AS (
    SELECT subject_id AS person_id, max(splitByChar('/', toString(segment))[2]) AS work
    FROM memberships
    WHERE scheme = 'contribution-kind' AND subject_kind = 'person' AND subject_id BETWEEN {first:UInt64} AND {last:UInt64}
      AND entered_at < {as_of:DateTime64(3)} AND (left_at IS NULL OR left_at >= {as_of:DateTime64(3)})
    GROUP BY subject_id
  )
SELECT
  doings.person_id AS person_id,
  arrayMap(family -> toUInt32(by_family.2[indexOf(by_family.1, family)]), range(1, {family_count:UInt8} + 1)) AS acts,
  toUInt32(greatest(recency, 1)) AS recency,
  toUInt32(greatest(tenure, 0)) AS tenure,
  toUInt32(active_days) AS active_days,
  toFloat32(engagement) AS engagement,
  toUInt8(ifNull(rung, 0)) AS rung,
  ifNull(known.purpose, '') AS purpose,
  ifNull(known.role, '') AS role,
  ifNull(known.skill, '') AS skill,
  ifNull(employer, '') AS employer,
  ifNull(work, '') AS work
FROM doings
LEFT JOIN known ON known.person_id = doings.person_id
LEFT JOIN employers ON employers.person_id = doings.person_id
LEFT JOIN rungs ON rungs.person_id = doings.person_id
LEFT JOIN works ON works.person_id = doings.person_id
