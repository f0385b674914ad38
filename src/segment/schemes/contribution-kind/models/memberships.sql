-- question: What does each contributor mainly do, and since when?
-- one row is: one stay in one segment of one human whose id is in [first, last]
-- reads: work_months
WITH
  {as_of:DateTime64(3)} - INTERVAL 1 MILLISECOND AS last_moment,
  ['coder', 'translator', 'writer', 'tester', 'builder', 'reporter', 'reviewer', 'other'] AS kinds,
  worked AS (
    SELECT
      person_id,
      month,
      transform(
        toString(work),
        ['source', 'translation', 'translation.submit', 'docs', 'docs.contribute', 'tests', 'commit.trailer.tested_by', 'build',
          'release.publish', 'commit.trailer.reported_by', 'commit.trailer.reviewed_by', 'commit.commit'],
        [1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 7],
        8
      ) AS kind,
      -- Millionths, because what is added twelve months long must leave nothing behind when it is taken away again.
      toInt64(round(score * 1000000)) AS worth
    FROM work_months
    WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64}
  ),
  -- The work of twelve months changes when a month of work comes in and when it goes out, and only then.
  turns AS (
    SELECT
      person_id,
      addMonths(worked.month, later) AS month,
      sumForEach(arrayMap(place -> if(place = kind, if(later = 0, worth, -worth), 0), range(1, 9))) AS change
    FROM worked
    ARRAY JOIN [0, 12] AS later
    WHERE addMonths(worked.month, later) <= toDate(last_moment)
    GROUP BY person_id, month
  ),
  years AS (
    SELECT
      person_id,
      month,
      sumForEach(change) OVER (PARTITION BY person_id ORDER BY month ROWS UNBOUNDED PRECEDING) AS year,
      arrayMax(year) AS most,
      arraySum(year) AS total,
      if(total = 0, 0, most / total) AS share,
      kinds[indexOf(year, most)] AS main_kind,
      -- What cannot be told apart says nothing about a person, so it makes nobody "mixed".
      multiIf(total = 0, '', share < 0.6, 'mixed', main_kind = 'other', '', main_kind) AS segment
    FROM turns
  ),
  changes AS (
    SELECT
      person_id,
      segment,
      least(toDateTime64(addMonths(month, 1), 3, 'UTC'), {as_of:DateTime64(3)}) - INTERVAL 1 MILLISECOND AS changed_at,
      multiIf(
        total = 0, concat('no accepted contribution in the 12 months to ', toString(toDate(changed_at))),
        segment = '', concat('most of the work of the 12 months to ', toString(toDate(changed_at)), ' is of no known kind'),
        segment = 'mixed', concat('no kind of work reaches 60 % in the 12 months to ', toString(toDate(changed_at)), '; most is that of a ', main_kind, ' (', toString(round(100 * share)), ' %)'),
        concat(toString(round(100 * share)), ' % of the work of the 12 months to ', toString(toDate(changed_at)))
      ) AS reason
    FROM (
      SELECT *, lagInFrame(segment, 1, '') OVER (PARTITION BY person_id ORDER BY month ROWS UNBOUNDED PRECEDING) AS before
      FROM years
    )
    WHERE segment != before
  )
SELECT segment, subject_id, entered_at, left_at, entered_reason, left_reason
FROM (
  SELECT
    segment,
    person_id AS subject_id,
    changed_at AS entered_at,
    leadInFrame(toNullable(changed_at)) OVER following AS left_at,
    reason AS entered_reason,
    leadInFrame(reason, 1, '') OVER following AS left_reason
  FROM changes
  WINDOW following AS (PARTITION BY person_id ORDER BY changed_at ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
)
WHERE segment != ''
