-- What a person here decided, or a rule acting for one. Append-only: the latest version of a subject and kind holds,
-- and any earlier moment can be read by leaving out what was decided later.
CREATE TABLE decisions (
  decision_id UInt128,
  kind LowCardinality(String),
  subject String,
  version UInt32,
  body String,
  decided_at DateTime64(6, 'UTC'),
  decided_by String,
  reason String
) ENGINE = ReplacingMergeTree
ORDER BY (kind, subject, version, decision_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
