-- question: Who adopted before most others, with them, or after?
-- one row is: one stay in one category of one human whose id is in [first, last]
-- reads: adoption_fits, human_acts
WITH
  ['software.download', 'package.pull', 'image.pull', 'telemetry.ping', 'product.use', 'issue.open'] AS adopting,
  ['innovators', 'early-adopters', 'early-majority', 'late-majority', 'laggards'] AS names,
  fits AS (
    SELECT arraySort(groupArray((fitted_at, cuts))) AS all_fits
    FROM adoption_fits
    WHERE fitted_at < {as_of:DateTime64(3)}
  ),
  told AS (
    SELECT source, min(occurred_at) AS told_from
    FROM human_acts
    WHERE has(adopting, toString(human_acts.type)) AND occurred_at < {as_of:DateTime64(3)}
    GROUP BY source
  ),
  adopters AS (
    SELECT person_id, adopted_at
    FROM (
      SELECT person_id, min(human_acts.occurred_at) AS seen_at,
        minIf(human_acts.occurred_at, has(adopting, toString(type))) AS adopted_at,
        argMinIf(source, human_acts.occurred_at, has(adopting, toString(type))) AS adopted_source,
        countIf(has(adopting, toString(type))) AS adoptions
      FROM human_acts
      WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64} AND human_acts.occurred_at < {as_of:DateTime64(3)}
      GROUP BY person_id
      HAVING adoptions > 0
    ) AS own
    INNER JOIN told ON told.source = own.adopted_source
    WHERE seen_at >= told_from
  ),
  -- What each fit says of a person, from the moment of adoption on the latest one then; '' where it places nobody.
  said AS (
    SELECT
      person_id,
      adopted_at,
      arrayJoin(arrayMap(
        fit -> (greatest(fit.1, adopted_at), if(empty(fit.2), '', names[1 + arrayCount(cut -> cut < adopted_at, fit.2)]), fit.1),
        arrayFilter((fit, next) -> next > adopted_at, all_fits, arrayPushBack(arrayMap(fit -> fit.1, arrayPopFront(all_fits)), toDateTime64('2299-01-01', 3, 'UTC')))
      )) AS one
    FROM adopters
    CROSS JOIN fits
    WHERE notEmpty(all_fits)
  ),
  changes AS (
    SELECT person_id, adopted_at, one.1 AS at, one.2 AS category, one.3 AS fitted,
      if(
        category = '', concat('the curve of adoption as of ', toString(toDate(fitted)), ' is too uncertain to place anybody by'),
        concat('adopted on ', toString(toDate(adopted_at)), ', by the curve of adoption as of ', toString(toDate(fitted)))
      ) AS reason,
      lagInFrame(one.2, 1, '') OVER (PARTITION BY person_id ORDER BY one.1 ROWS UNBOUNDED PRECEDING) AS before
    FROM said
  )
SELECT segment, subject_id, entered_at, left_at, entered_reason, left_reason
FROM (
  SELECT
    category AS segment,
    person_id AS subject_id,
    at AS entered_at,
    leadInFrame(toNullable(at)) OVER following AS left_at,
    reason AS entered_reason,
    leadInFrame(reason, 1, '') OVER following AS left_reason
  FROM changes
  WHERE category != before
  WINDOW following AS (PARTITION BY person_id ORDER BY at ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
)
WHERE segment != ''
