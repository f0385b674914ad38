-- question: What did each human do that is of business, and when?
-- one row is: one stay on one rung of one human whose id is in [first, last]
-- reads: activity_days, event_types, human_acts
WITH
  acts AS (
    SELECT person_id, occurred_at AS at, human_acts.type AS type, concat(human_acts.act, ' on ', toString(toDate(occurred_at))) AS sentence
    FROM human_acts
    WHERE human_acts.type IN (SELECT event_types.type FROM event_types WHERE business)
      AND occurred_at < {as_of:DateTime64(3)}
  ),
  own AS (SELECT * FROM acts WHERE person_id BETWEEN {first:UInt64} AND {last:UInt64}),
  -- A sign of interest holds for 365 days and is given up at the second month end after, unless renewed.
  turns AS (
    SELECT person_id, at, type, sentence, toDateTime64(addMonths(toStartOfMonth(addDays(at, 365)), 2), 3, 'UTC') - INTERVAL 1 MILLISECOND AS interest_until
    FROM own
    UNION ALL
    SELECT person_id, toDateTime64(addMonths(toStartOfMonth(addDays(max(own.at), 365)), 2), 3, 'UTC') - INTERVAL 1 MILLISECOND AS at, 'silence' AS type,
      concat('no sign of interest in the 365 days to ', toString(toDate(at)), ', seen at two month ends') AS sentence,
      toDateTime64(0, 3, 'UTC') AS interest_until
    FROM own
    WHERE type NOT IN ('crm.contact', 'crm.stage_change') AND NOT startsWith(type, 'contract.')
    GROUP BY person_id, toStartOfMonth(own.at)
    HAVING at < {as_of:DateTime64(3)}
    UNION ALL
    SELECT person_id, greatest(min(first_at), any(begin.at)) AS at, 'seen' AS type, 'no source tells of business with them' AS sentence, toDateTime64(0, 3, 'UTC') AS interest_until
    FROM activity_days
    CROSS JOIN (SELECT min(acts.at) AS at, count() AS known FROM acts) AS begin
    WHERE begin.known > 0 AND person_id BETWEEN {first:UInt64} AND {last:UInt64}
    GROUP BY person_id
  ),
  moments AS (
    SELECT
      person_id,
      at,
      groupArray((type, sentence)) AS said,
      max(maxOrNullIf(at, type IN ('contract.sign', 'contract.renew'))) OVER so_far AS signed_at,
      max(maxOrNullIf(at, type = 'contract.end')) OVER so_far AS ended_at,
      max(max(type = 'crm.contact')) OVER so_far AS is_contact,
      max(maxIf(interest_until, type NOT IN ('crm.contact', 'crm.stage_change') AND NOT startsWith(type, 'contract.'))) OVER so_far AS interested_until,
      max(max(type = 'seen')) OVER so_far AS is_looked_for,
      multiIf(
        ifNull(signed_at >= ended_at, signed_at IS NOT NULL), 'B3',
        ended_at IS NOT NULL, 'Bx',
        is_contact, 'B2',
        at < interested_until, 'B1',
        is_looked_for, 'B0',
        ''
      ) AS rung
    FROM turns
    GROUP BY person_id, at
    WINDOW so_far AS (PARTITION BY person_id ORDER BY at)
  ),
  changes AS (
    SELECT
      *,
      multiIf(
        rung = 'B3', ['contract.sign', 'contract.renew'],
        rung = 'Bx', ['contract.end'],
        rung = 'B2', ['crm.contact'],
        rung = 'B0', ['seen', 'silence'],
        CAST([], 'Array(String)')
      ) AS telling,
      arraySort(one -> (if(has(telling, one.1), indexOf(telling, one.1), if(one.1 IN ('seen', 'silence'), 100, 99)), one.2), said)[1].2 AS reason
    FROM (
      SELECT *, lagInFrame(rung, 1, '') OVER (PARTITION BY person_id ORDER BY at ROWS UNBOUNDED PRECEDING) AS rung_before
      FROM moments
    )
    WHERE rung != rung_before
  )
SELECT segment, subject_id, entered_at, left_at, entered_reason, left_reason
FROM (
  SELECT
    rung AS segment,
    person_id AS subject_id,
    at AS entered_at,
    leadInFrame(toNullable(at)) OVER following AS left_at,
    reason AS entered_reason,
    leadInFrame(reason, 1, '') OVER following AS left_reason
  FROM changes
  WINDOW following AS (PARTITION BY person_id ORDER BY at ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
)
WHERE segment != ''
