-- Rules ask where and on what somebody acted, and how much: `places` are projects, lists, channels and categories; `object` is what it was
-- done on, unless that is a change or a thread; `measures` are quantities but for lines, which stand in `works` and `amounts`.
ALTER TABLE human_acts ADD COLUMN IF NOT EXISTS places Array(LowCardinality(String));
ALTER TABLE human_acts ADD COLUMN IF NOT EXISTS object String;
ALTER TABLE human_acts ADD COLUMN IF NOT EXISTS version LowCardinality(String);
ALTER TABLE human_acts ADD COLUMN IF NOT EXISTS measures Map(LowCardinality(String), Float64);

-- segment: one row is one release as it was first told: a tag, or what a forge says. `is_early` is one before the real one (a candidate, say).
CREATE TABLE IF NOT EXISTS releases (
  version String,
  places Array(LowCardinality(String)),
  released_at DateTime64(3, 'UTC'),
  is_early Bool
) ENGINE = MergeTree ORDER BY released_at;

-- segment: one row is one thread in which somebody known took part. `people` are its humans, `joined` when each wrote first. `opener` is 0
-- where that was nobody known; `opened_at` is null and `type` empty where the opening was not seen. `unnamed_at` is when somebody nobody
-- knows wrote first, apart from opening it.
CREATE TABLE IF NOT EXISTS threads (
  thread_id UInt64,
  type LowCardinality(String),
  places Array(LowCardinality(String)),
  opener UInt64,
  opened_at Nullable(DateTime64(3, 'UTC')),
  first_at DateTime64(3, 'UTC'),
  people Array(UInt64),
  joined Array(DateTime64(3, 'UTC')),
  unnamed_at Nullable(DateTime64(3, 'UTC')),
  merged_at Nullable(DateTime64(3, 'UTC')),
  solved_at Nullable(DateTime64(3, 'UTC'))
) ENGINE = MergeTree ORDER BY thread_id;

-- segment: one row is one push to a public fork that was ahead of its origin then. Its owner is a person, or an organisation, or neither (0).
CREATE TABLE IF NOT EXISTS fork_pushes (
  person_id UInt64,
  organisation_id UInt64,
  project LowCardinality(String),
  pushed_at DateTime64(3, 'UTC'),
  ahead_by UInt64
) ENGINE = MergeTree ORDER BY (organisation_id, person_id, pushed_at);

-- segment: one row is one month of an anonymous cohort: how many visitors nobody can name its rule fits, of how many, and of how many
-- nobody knows. It is looked at as of the month's end.
CREATE TABLE IF NOT EXISTS cohort_months (
  segment LowCardinality(String),
  month Date,
  visitors UInt64,
  unsure UInt64,
  of UInt64
) ENGINE = MergeTree ORDER BY (segment, month);

-- What earlier versions worked out lacks these columns and tables: until the stages have run again, they count as never run.
TRUNCATE TABLE stage_runs;
