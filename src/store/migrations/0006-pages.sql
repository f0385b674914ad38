-- What pages read: rebuilt after the stages from their tables, so that an answer never waits for a join over everybody.

-- serve: one row is one person as lists show and find them. `state` is '' off the ladder; `search_text` and `sort_name`
-- are folded (no case, no accents).
CREATE TABLE person_cards (
  person_id UInt64,
  name String,
  email String,
  class LowCardinality(String),
  organisation_id UInt64,
  organisation_name String,
  state LowCardinality(String),
  aliases UInt32,
  events UInt64,
  first_seen Nullable(DateTime64(3, 'UTC')),
  last_seen Nullable(DateTime64(3, 'UTC')),
  sort_name String,
  search_text String
) ENGINE = MergeTree ORDER BY person_id;

-- serve: one row is one month: people who did something in it, and in it or the two months before; and visitors without a
-- name (keyed hashes, not people).
CREATE TABLE seen_months (
  month Date,
  people UInt64,
  people_in_three UInt64,
  visitors UInt64
) ENGINE = MergeTree ORDER BY month;

-- serve: one row is one class of file: lines added and removed in it, and by how many people.
CREATE TABLE contribution_classes (
  file_class LowCardinality(String),
  added UInt64,
  removed UInt64,
  people UInt64
) ENGINE = MergeTree ORDER BY file_class;

-- serve: one row is one month of acts of one type by people while they were thought to act for an organisation.
CREATE TABLE organisation_activity (
  organisation_id UInt64,
  month Date,
  type LowCardinality(String),
  events UInt64,
  people UInt64
) ENGINE = MergeTree ORDER BY (organisation_id, month, type);
