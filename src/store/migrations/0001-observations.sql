-- What sources told us. Append-only; ids are hashes of natural keys, so writing twice is writing once.

-- One row is one observed act. `visitor` and `network` are keyed hashes whose key is destroyed; 0 when unknown.
CREATE TABLE events (
  event_id UInt128,
  source LowCardinality(String),
  source_event_id String,
  type LowCardinality(String),
  occurred_at DateTime64(3, 'UTC'),
  tz_offset_min Nullable(Int16),
  alias_id UInt64,
  visitor UInt64,
  network UInt64,
  organisation_hint String,
  object_kind LowCardinality(String),
  object_id String,
  object_version String,
  visibility Enum8('public' = 1, 'private' = 2, 'anonymous' = 3),
  lawful_basis LowCardinality(String),
  contact_basis LowCardinality(String),
  attrs Map(String, String),
  quantities Map(String, Float64),
  touched Array(String),
  flags Array(String),
  run_id UUID,
  ingested_at DateTime64(3, 'UTC'),
  -- A person's timeline reads only where their aliases are: stretches of visits by nobody fall out by the range, the rest by the filter.
  INDEX alias_range alias_id TYPE minmax GRANULARITY 1,
  INDEX alias_filter alias_id TYPE bloom_filter(0.01) GRANULARITY 1
) ENGINE = ReplacingMergeTree(ingested_at)
ORDER BY (source, occurred_at, event_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- One row is one way one source names somebody.
CREATE TABLE aliases (
  alias_id UInt64,
  source LowCardinality(String),
  platform LowCardinality(String),
  name String,
  email String,
  username String,
  account_id String,
  run_id UUID,
  recorded_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(recorded_at)
ORDER BY (alias_id, source)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- One row is one statement by a source that two ways of naming somebody mean one person (a line of .mailmap, a verified link).
-- A source restates all claims of a kind at once: only those of its latest `stated_at` hold.
CREATE TABLE claims (
  source LowCardinality(String),
  kind LowCardinality(String),
  stated_at DateTime64(3, 'UTC'),
  ordinal UInt32,
  proper_name String,
  proper_email String,
  alias_name String,
  alias_email String,
  run_id UUID
) ENGINE = ReplacingMergeTree
ORDER BY (source, kind, stated_at, ordinal)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- One row is one record that could not be read, with the reason; `record` is cut at 4 KiB and holds no raw address.
CREATE TABLE quarantine (
  quarantine_id UInt128,
  source LowCardinality(String),
  position String,
  record String,
  reason String,
  run_id UUID,
  quarantined_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(quarantined_at)
ORDER BY (source, quarantine_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- One row is the state of one collection run; the latest `updated_at` holds. The counts of outcomes add up to `records`.
CREATE TABLE runs (
  run_id UUID,
  source LowCardinality(String),
  started_at DateTime64(3, 'UTC'),
  updated_at DateTime64(6, 'UTC'),
  status Enum8('running' = 1, 'complete' = 2, 'partial' = 3, 'failed' = 4, 'cancelled' = 5),
  reason String,
  cursor String,
  records UInt64,
  appended UInt64,
  duplicate UInt64,
  quarantined UInt64,
  ignored UInt64,
  events_appended UInt64,
  quarantined_by Map(String, UInt64),
  ignored_by Map(String, UInt64)
) ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (source, run_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
