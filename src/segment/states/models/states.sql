-- question: On which rung did each human stand, from when to when, and why?
-- one row is: one stay on the highest rung held, of one human whose id is in [first, last]
-- reads: human_acts, rung_stays
WITH
  turns AS (
    SELECT person_id, rung, held_from AS at, 1 AS change, core_size
    FROM rung_stays
    WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64}
    UNION ALL
    SELECT person_id, rung, assumeNotNull(held_until) AS at, -1 AS change, 0 AS core_size
    FROM rung_stays
    WHERE held_until IS NOT NULL AND person_id BETWEEN {first:UInt64} AND {last:UInt64}
  ),
  moments AS (
    SELECT
      person_id,
      at,
      max(turns.core_size) AS core_size,
      -- The lowest rung given up at this moment: its rule says why a person came to stand below it.
      minIf(rung, change < 0) AS given_up,
      sum(sumIf(change, rung = 2)) OVER held AS on_2,
      sum(sumIf(change, rung = 3)) OVER held AS on_3,
      sum(sumIf(change, rung = 4)) OVER held AS on_4,
      sum(sumIf(change, rung = 5)) OVER held AS on_5,
      multiIf(on_5 > 0, 5, on_4 > 0, 4, on_3 > 0, 3, on_2 > 0, 2, 1) AS highest
    FROM turns
    GROUP BY person_id, at
    WINDOW held AS (PARTITION BY person_id ORDER BY at)
  ),
  moves AS (
    SELECT *, lagInFrame(highest, 1, 0) OVER (PARTITION BY person_id ORDER BY at ROWS UNBOUNDED PRECEDING) AS before
    FROM moments
  ),
  stays AS (
    SELECT
      person_id,
      highest AS rung,
      before,
      given_up,
      core_size,
      at AS entered_at,
      leadInFrame(toNullable(at)) OVER (PARTITION BY person_id ORDER BY at ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS left_at
    FROM moves
    WHERE highest != before
  ),
  firsts AS (
    -- What a person did at the moment of coming up, the weightiest when it was several things.
    SELECT
      person_id,
      occurred_at,
      argMax(act, (weight, act)) AS any_act,
      argMaxIf(act, (weight, act), participation) AS participation_act,
      argMaxIf(act, (weight, act), contribution) AS contribution_act
    FROM human_acts
    WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64}
      AND (person_id, occurred_at) IN (
        SELECT person_id, held_from FROM rung_stays
        WHERE rung <= 3 AND person_id BETWEEN {first:UInt64} AND {last:UInt64})
    GROUP BY person_id, occurred_at
  )
SELECT
  stays.person_id AS person_id,
  'participation' AS ladder,
  concat('P', toString(rung)) AS state,
  entered_at,
  left_at,
  multiIf(
    rung > before AND rung = 1, concat(any_act, ' on ', toString(toDate(entered_at))),
    rung > before AND rung = 2, concat(participation_act, ' on ', toString(toDate(entered_at))),
    rung > before AND rung = 3, concat(contribution_act, ' on ', toString(toDate(entered_at))),
    rung > before AND rung = 4, concat('contributed in 3 of the 6 months to ', formatDateTime(entered_at, '%Y-%m')),
    rung > before, concat(if(core_size = 1, 'alone', concat('one of the ', toString(core_size))), ' behind 80 % of contributions in the 12 months to ', toString(toDate(entered_at))),
    given_up = 2, concat('took no part in the 365 days to ', toString(toDate(entered_at)), ', seen at two month ends'),
    given_up = 3, concat('no accepted contribution in the 365 days to ', toString(toDate(entered_at)), ', seen at two month ends'),
    given_up = 4, concat('contributed in fewer than 3 of the 6 months to ', formatDateTime(entered_at, '%Y-%m'), ', seen at two month ends'),
    concat('no longer among those behind 80 % of contributions in the 12 months to ', toString(toDate(entered_at)), ', seen at two month ends')
  ) AS reason
FROM stays
LEFT JOIN firsts ON firsts.person_id = stays.person_id AND firsts.occurred_at = stays.entered_at
