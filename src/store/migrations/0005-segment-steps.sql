-- The steps between the acts of people and the groups they form; rebuilt by segment, read by its ladder and schemes.

-- segment: one row is one soundly dated act of a human. `contribution` says it is an accepted one (a merge is not); `works` are the
-- classes of file a change was made to, `amounts` its lines there; for anything else the type of the act, once.
CREATE TABLE human_acts (
  person_id UInt64,
  day Date,
  act LowCardinality(String),
  occurred_at DateTime64(3, 'UTC'),
  participation Bool,
  contribution Bool,
  weight Decimal(9, 3),
  works Array(String),
  amounts Array(Float64)
) ENGINE = MergeTree ORDER BY (person_id, day, act, occurred_at);

-- segment: one row is one UTC day of one human. `participation_at` and `contribution_at` are the first such act of the day, null
-- when there was none; `score` is the weight of the day's accepted contributions, at most three of a kind.
CREATE TABLE activity_days (
  person_id UInt64,
  day Date,
  first_at DateTime64(3, 'UTC'),
  participation_at Nullable(DateTime64(3, 'UTC')),
  contribution_at Nullable(DateTime64(3, 'UTC')),
  score Decimal(18, 3)
) ENGINE = MergeTree ORDER BY (person_id, day);

-- segment: one row is one month of one human's accepted contributions.
CREATE TABLE contribution_months (
  month Date,
  person_id UInt64,
  first_at DateTime64(3, 'UTC'),
  score Decimal(18, 3)
) ENGINE = MergeTree ORDER BY (month, person_id);

-- segment: one row is one month of one human's accepted contributions of one kind of work (a class of file or a type of act).
CREATE TABLE work_months (
  person_id UInt64,
  month Date,
  work LowCardinality(String),
  score Float64
) ENGINE = MergeTree ORDER BY (person_id, month, work);

-- segment: one row is one member of the core at the end of a month; `core_size` is how many people made 80 % of contributions.
CREATE TABLE core_months (
  month Date,
  person_id UInt64,
  core_size UInt64
) ENGINE = MergeTree ORDER BY (person_id, month);

-- segment: one row is one stretch in which one human held one rung, whatever higher rung they held besides; null while it lasts.
CREATE TABLE rung_stays (
  person_id UInt64,
  rung UInt8,
  held_from DateTime64(3, 'UTC'),
  held_until Nullable(DateTime64(3, 'UTC')),
  core_size UInt64
) ENGINE = MergeTree ORDER BY (person_id, rung, held_from);

-- segment: one row is how many people have one value of a measure of a scheme at the end of a month; each part of a community
-- adds its own row, so sum `people`.
CREATE TABLE distributions (
  scheme LowCardinality(String),
  month Date,
  measure LowCardinality(String),
  value Float64,
  people UInt64
) ENGINE = MergeTree ORDER BY (scheme, month, measure, value);
