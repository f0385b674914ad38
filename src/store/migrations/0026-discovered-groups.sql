-- Groups found among people without anybody having sorted them.

-- One row is one human as groups are found by: acts by family, days since the first and (begun ones) since the last act, active days of a
-- year, rung from 1 (0 unknown), and what is known with p ≥ 0.8 ('' unknown). Rebuilt whenever groups are sought.
CREATE TABLE IF NOT EXISTS person_features (
  person_id UInt64,
  acts Array(UInt32),
  recency UInt32,
  tenure UInt32,
  active_days UInt32,
  engagement Float32,
  rung UInt8,
  purpose LowCardinality(String),
  role LowCardinality(String),
  skill LowCardinality(String),
  employer LowCardinality(String),
  work LowCardinality(String)
) ENGINE = MergeTree ORDER BY person_id;

-- One row is one search for groups with all that was found, as JSON; the latest ones are kept.
CREATE TABLE IF NOT EXISTS discoveries (
  discovery_id String,
  made_at DateTime64(3, 'UTC'),
  body String
) ENGINE = MergeTree ORDER BY (made_at, discovery_id);

-- One row is one person in the group, from 1, that a search put them in.
CREATE TABLE IF NOT EXISTS discovery_members (
  discovery_id LowCardinality(String),
  person_id UInt64,
  cluster UInt8
) ENGINE = MergeTree ORDER BY (discovery_id, person_id);
