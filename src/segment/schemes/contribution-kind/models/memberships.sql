-- question: What does each contributor mainly do, and since when?
-- one row is: one stay in one segment of one human whose id is in [first, last]
-- reads: work_months
WITH
  {as_of:DateTime64(3)} - INTERVAL 1 MILLISECOND AS last_moment,
  worked AS (
    SELECT
      person_id,
      addMonths(work_months.month, later) AS month,
      multiIf(
        work = 'source', 'coder',
        work IN ('translation', 'translation.submit'), 'translator',
        work IN ('docs', 'docs.contribute'), 'writer',
        work IN ('tests', 'commit.trailer.tested_by'), 'tester',
        work IN ('build', 'release.publish'), 'builder',
        work = 'commit.trailer.reported_by', 'reporter',
        work IN ('commit.trailer.reviewed_by', 'commit.commit'), 'reviewer',
        'other'
      ) AS kind,
      sum(score) AS kind_score
    FROM work_months
    ARRAY JOIN range(12) AS later
    WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64} AND month <= toDate(last_moment)
    GROUP BY person_id, month, kind
  ),
  shared AS (
    SELECT
      person_id,
      month,
      argMax(kind, (kind_score, kind)) AS main_kind,
      max(kind_score) / sum(kind_score) AS share,
      -- What cannot be told apart says nothing about a person, so it makes nobody "mixed".
      multiIf(share < 0.6, 'mixed', main_kind = 'other', '', main_kind) AS segment
    FROM worked
    GROUP BY person_id, month
  ),
  placed AS (
    SELECT person_id, addMonths(month, is_after) AS month, if(is_after, '', segment) AS segment, main_kind, share
    FROM (
      SELECT
        *,
        leadInFrame(month) OVER (PARTITION BY person_id ORDER BY month ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS next_month,
        arrayJoin(if(next_month = addMonths(month, 1) OR addMonths(month, 1) > toDate(last_moment), [0], [0, 1])) AS is_after
      FROM shared
    )
  ),
  changes AS (
    SELECT
      person_id,
      segment,
      least(toDateTime64(addMonths(month, 1), 3, 'UTC'), {as_of:DateTime64(3)}) - INTERVAL 1 MILLISECOND AS changed_at,
      multiIf(
        segment = '' AND main_kind = 'other', concat('most of the work of the 12 months to ', toString(toDate(changed_at)), ' is of no known kind'),
        segment = '', concat('no accepted contribution in the 12 months to ', toString(toDate(changed_at))),
        segment = 'mixed', concat('no kind of work reaches 60 % in the 12 months to ', toString(toDate(changed_at)), '; most is that of a ', main_kind, ' (', toString(round(100 * share)), ' %)'),
        concat(toString(round(100 * share)), ' % of the work of the 12 months to ', toString(toDate(changed_at)))
      ) AS reason
    FROM (
      SELECT *, lagInFrame(segment, 1, '') OVER (PARTITION BY person_id ORDER BY month ROWS UNBOUNDED PRECEDING) AS before
      FROM placed
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
