-- segment: one row is one subject that came into, or left, a segment made of a rule. Kept: it says what was so as it was known then.
-- Of rows at one moment the one recorded last holds. `version` is the definition's that was looked at.
CREATE TABLE IF NOT EXISTS membership_changes (
  segment LowCardinality(String),
  version UInt32,
  subject_kind LowCardinality(String),
  subject_id UInt64,
  at DateTime64(3, 'UTC'),
  entered Bool,
  reason String,
  recorded_at DateTime64(6, 'UTC')
) ENGINE = ReplacingMergeTree ORDER BY (segment, subject_id, at, recorded_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- segment: one row is one look at a segment made of a rule: of which version, for which moment, and what it cost. Kept likewise.
-- Where it was not `whole`, only those were looked at who were touched since the look before, and `unknown` is that look's.
CREATE TABLE IF NOT EXISTS segment_looks (
  segment LowCardinality(String),
  version UInt32,
  at DateTime64(3, 'UTC'),
  members UInt64,
  unknown UInt64,
  milliseconds UInt32,
  whole Bool,
  recorded_at DateTime64(6, 'UTC')
) ENGINE = ReplacingMergeTree ORDER BY (segment, at, recorded_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- segment: one row is one subject looked at: which of the definitions looked at together it fits, and of which nobody knows; numbers from 1.
CREATE TABLE IF NOT EXISTS judged_subjects (
  subject_id UInt64,
  fits Array(UInt16),
  unsure Array(UInt16)
) ENGINE = MergeTree ORDER BY subject_id;

-- segment: one row is one change about to be recorded.
CREATE TABLE IF NOT EXISTS coming_changes (
  segment LowCardinality(String),
  subject_id UInt64,
  entered Bool
) ENGINE = MergeTree ORDER BY (segment, subject_id);

-- segment: one row is why a change came about.
CREATE TABLE IF NOT EXISTS change_reasons (
  segment LowCardinality(String),
  subject_id UInt64,
  reason String
) ENGINE = MergeTree ORDER BY (segment, subject_id);

-- segment: one row is what is known of one person, drawn together into a number: at the last run, and now.
CREATE TABLE IF NOT EXISTS looked_people (
  person_id UInt64,
  print UInt64
) ENGINE = MergeTree ORDER BY person_id;
CREATE TABLE IF NOT EXISTS coming_prints AS looked_people;

-- segment: one row is one person whose standing in a segment made of a rule may differ from that at the last run.
CREATE TABLE IF NOT EXISTS touched_people (
  person_id UInt64
) ENGINE = MergeTree ORDER BY person_id;

-- segment: one row says for which moment `looked_people` holds, and when what it holds began to be gathered.
CREATE TABLE IF NOT EXISTS look_marks (
  as_of DateTime64(3, 'UTC'),
  began_at DateTime64(3, 'UTC')
) ENGINE = MergeTree ORDER BY began_at;

-- segment: one row is one subject that came into or left a segment made of a rule since the last run.
CREATE TABLE IF NOT EXISTS changed_subjects (
  subject_id UInt64
) ENGINE = MergeTree ORDER BY subject_id;
