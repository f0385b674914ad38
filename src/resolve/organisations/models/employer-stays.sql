-- question: From which employers' addresses did each person act without a long break, and what surrounds that?
-- one row is: one stay of one human with one employer, as far as addresses tell
-- reads: employed_aliases, employer_days
WITH
  employers AS (
    SELECT
      person_id,
      organisation_id,
      sum(employed_aliases.events) AS events,
      min(first_seen) AS began,
      max(last_seen) AS ended,
      max(employed_aliases.ratio) AS ratio,
      arrayStringConcat(arraySort(groupUniqArray(concat('@', registrable))), ', ') AS addresses
    FROM employed_aliases
    GROUP BY person_id, organisation_id
  ),
  placed AS (
    SELECT
      *,
      row_number() OVER all_acts AS place,
      sum(toUInt32(organisation_id != 0)) OVER all_acts AS employer_place
    FROM employer_days
    WINDOW all_acts AS (PARTITION BY person_id ORDER BY first_at ASC, organisation_id ASC ROWS UNBOUNDED PRECEDING)
  ),
  -- How many acts came since the last one for the same employer: from addresses of others, and from any.
  followed AS (
    SELECT
      *,
      row_number() OVER own_acts AS own_place,
      lagInFrame(toNullable(last_at)) OVER own_acts AS previous_own,
      employer_place - lagInFrame(employer_place) OVER own_acts - 1 AS others_between,
      place - lagInFrame(place) OVER own_acts - 1 AS any_between,
      toInt64(any_between) - others_between AS neutral_between,
      place - employer_place - lagInFrame(place - employer_place) OVER employed_acts AS neutral_lead
    FROM placed
    WHERE organisation_id != 0
    WINDOW
      own_acts AS (PARTITION BY person_id, organisation_id ORDER BY first_at ASC ROWS UNBOUNDED PRECEDING),
      employed_acts AS (PARTITION BY person_id ORDER BY first_at ASC, organisation_id ASC ROWS UNBOUNDED PRECEDING)
  ),
  numbered AS (
    SELECT
      *,
      sum(toUInt32(
        own_place > 1 AND (
          others_between > 0 AND first_at > addDays(assumeNotNull(previous_own), {break_days:UInt32})
          OR any_between > 0 AND first_at > addDays(assumeNotNull(previous_own), {long_break_days:UInt32})
        )
      )) OVER (PARTITION BY person_id, organisation_id ORDER BY first_at ASC ROWS UNBOUNDED PRECEDING) AS stay
    FROM followed
  ),
  stays AS (
    SELECT
      person_id,
      organisation_id,
      toUInt32(stay) AS stay,
      sum(numbered.events) AS events,
      min(first_at) AS began,
      max(last_at) AS ended,
      count() AS days,
      -- Without those before its first day.
      sum(neutral_between) - argMin(neutral_between, first_at) AS neutral_days,
      argMin(neutral_lead, first_at) AS lead_days
    FROM numbered
    GROUP BY person_id, organisation_id, stay
    UNION ALL
    SELECT person_id, organisation_id, toUInt32(0) AS stay, events, began, ended, 0 AS days, 0 AS neutral_days, 0 AS lead_days
    FROM employers
    WHERE person_id NOT IN (SELECT person_id FROM employer_days)
  ),
  employed_days AS (SELECT person_id, first_at, last_at FROM employer_days WHERE organisation_id != 0),
  neutral_acts AS (SELECT person_id, first_at, last_at, address_first, address_last FROM employer_days WHERE organisation_id = 0),
  after_employed AS (
    SELECT stays.*, employed_days.first_at AS next_at
    FROM stays ASOF LEFT JOIN employed_days ON employed_days.person_id = stays.person_id AND employed_days.first_at > stays.ended
  ),
  after_neutral AS (
    SELECT after_employed.*, neutral_acts.first_at AS neutral_next
    FROM after_employed ASOF LEFT JOIN neutral_acts ON neutral_acts.person_id = after_employed.person_id AND neutral_acts.first_at > after_employed.ended
  ),
  before_employed AS (
    SELECT after_neutral.*, employed_days.last_at AS previous_at
    FROM after_neutral ASOF LEFT JOIN employed_days ON employed_days.person_id = after_neutral.person_id AND employed_days.last_at < after_neutral.began
  ),
  surrounded AS (
    SELECT
      before_employed.*,
      neutral_acts.last_at AS neutral_previous,
      -- Begun after the employer before, and used beside this one too: whoever changed their address then changed employer then.
      if(
        isNotNull(previous_at) AND neutral_acts.address_first > previous_at AND neutral_acts.address_last > before_employed.began,
        neutral_acts.address_first,
        NULL
      ) AS moved_at
    FROM before_employed ASOF LEFT JOIN neutral_acts ON neutral_acts.person_id = before_employed.person_id AND neutral_acts.last_at < before_employed.began
  ),
  -- The same seen from the employer before.
  departures AS (
    SELECT person_id, assumeNotNull(previous_at) AS departed_at, min(surrounded.moved_at) AS left_at
    FROM surrounded
    WHERE isNotNull(surrounded.moved_at)
    GROUP BY person_id, departed_at
  )
SELECT
  surrounded.person_id AS person_id,
  surrounded.organisation_id AS organisation_id,
  stay,
  surrounded.events AS events,
  surrounded.began AS began,
  surrounded.ended AS ended,
  previous_at,
  next_at,
  isNotNull(neutral_previous) AND (isNull(previous_at) OR assumeNotNull(neutral_previous) > assumeNotNull(previous_at)) AS neutral_before,
  isNotNull(neutral_next) AND (isNull(next_at) OR assumeNotNull(neutral_next) < assumeNotNull(next_at)) AS neutral_after,
  toUInt32(days) AS days,
  toUInt32(neutral_days) AS neutral_days,
  ratio,
  addresses,
  moved_at,
  left_at,
  toUInt32(lead_days) AS lead_days
FROM surrounded
INNER JOIN employers ON employers.person_id = surrounded.person_id AND employers.organisation_id = surrounded.organisation_id
LEFT JOIN departures ON departures.person_id = surrounded.person_id AND departures.departed_at = surrounded.ended
