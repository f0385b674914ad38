-- question: For what kind of organisation did each human act, and when?
-- one row is: one stay in one segment of one human whose id is in [first, last]
-- reads: activity_days, affiliations, organisations
WITH
  toDateTime64('2299-01-01', 3, 'UTC') AS never,
  seen AS (
    SELECT person_id, min(first_at) AS first_at
    FROM activity_days
    WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64}
    GROUP BY person_id
  ),
  -- Hypotheses about employers that are likelier than not.
  held AS (
    SELECT
      affiliations.person_id AS person_id,
      organisations.name AS organisation,
      organisations.kind AS kind,
      probability,
      evidence,
      greatest(first_at, ifNull(valid_from, first_at)) AS since,
      if(valid_to < {as_of:DateTime64(3)}, assumeNotNull(valid_to), never) AS until
    FROM affiliations
    INNER JOIN seen ON seen.person_id = affiliations.person_id
    INNER JOIN organisations ON organisations.organisation_id = affiliations.organisation_id
    WHERE probability >= 0.5
      AND organisations.kind IN ('corporate', 'education', 'government', 'foundation')
      AND since < {as_of:DateTime64(3)} AND since < until
  ),
  -- Each moment at which something begins or ends, and what is likeliest from then on; it is clear when that agrees on the kind.
  placed AS (
    SELECT
      turns.person_id AS person_id,
      at,
      groupArrayIf((probability, kind, organisation, evidence), since <= at AND at < until) AS current,
      arraySort(arrayFilter(one -> one.1 = arrayMax(arrayMap(other -> other.1, current)), current)) AS likeliest,
      arrayDistinct(arrayMap(one -> one.2, likeliest)) AS kinds,
      multiIf(empty(kinds), '', length(kinds) > 1, 'conflicting', kinds[1]) AS segment,
      multiIf(
        empty(kinds), 'nothing says for whom any more',
        length(kinds) > 1, concat('equally likely: ', arrayStringConcat(arrayMap(one -> one.3, likeliest), ', ')),
        likeliest[1].4 = '', likeliest[1].3,
        concat(likeliest[1].3, ': ', likeliest[1].4)
      ) AS reason
    FROM (SELECT DISTINCT person_id, arrayJoin([since, until]) AS at FROM held) AS turns
    INNER JOIN held ON held.person_id = turns.person_id
    WHERE at < never
    GROUP BY person_id, at
  ),
  changes AS (
    SELECT *
    FROM (
      SELECT person_id, at, segment, reason, lagInFrame(segment, 1, '') OVER (PARTITION BY person_id ORDER BY at ROWS UNBOUNDED PRECEDING) AS before
      FROM placed
    )
    WHERE segment != before
  )
SELECT segment, subject_id, entered_at, left_at, entered_reason, left_reason
FROM (
  SELECT
    segment,
    person_id AS subject_id,
    at AS entered_at,
    leadInFrame(toNullable(at)) OVER following AS left_at,
    reason AS entered_reason,
    leadInFrame(reason, 1, '') OVER following AS left_reason
  FROM changes
  WINDOW following AS (PARTITION BY person_id ORDER BY at ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
)
WHERE segment != ''
