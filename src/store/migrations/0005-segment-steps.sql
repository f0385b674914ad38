-- The steps between the acts of people and the groups they form; rebuilt by segment, read by its ladders and schemes.

-- segment: one row is one UTC day of one human's acts. `participation_at` and `contribution_at` are the first such act of the day,
-- null when there was none; `contribution_score` is the day's weighted accepted contributions, at most three acts of a type;
-- `work` splits that score by class of file (changes, by lines) or by type of act (everything else).
CREATE TABLE activity_days (
  person_id UInt64,
  day Date,
  first_at DateTime64(3, 'UTC'),
  first_act LowCardinality(String),
  participation_at Nullable(DateTime64(3, 'UTC')),
  participation_act LowCardinality(String),
  contribution_at Nullable(DateTime64(3, 'UTC')),
  contribution_act LowCardinality(String),
  contribution_score Decimal(18, 3),
  work Map(LowCardinality(String), Float64)
) ENGINE = MergeTree ORDER BY (person_id, day);

-- segment: one row is one month of one human's accepted contributions.
CREATE TABLE contribution_months (
  month Date,
  person_id UInt64,
  first_at DateTime64(3, 'UTC'),
  score Decimal(18, 3)
) ENGINE = MergeTree ORDER BY (month, person_id);

-- segment: one row is one member of the core at the end of a month; `core_size` is how many people made 80 % of contributions.
CREATE TABLE core_months (
  month Date,
  person_id UInt64,
  core_size UInt64
) ENGINE = MergeTree ORDER BY (person_id, month);

-- segment: one row is how many people have one value of a measure of a scheme at the end of a month; the parts of a community
-- each add theirs, so sum `people`.
CREATE TABLE distributions (
  scheme LowCardinality(String),
  month Date,
  measure LowCardinality(String),
  value Float64,
  people UInt64
) ENGINE = MergeTree ORDER BY (scheme, month, measure, value);
