-- collect: one row is one visitor (the hash of a month) or one event of a source, and the network its address belonged to as the operator's
-- file told; what it does not tell is 0 or ''. The address itself is kept nowhere. Told again otherwise, the later holds.
CREATE TABLE IF NOT EXISTS network_sightings (
  source LowCardinality(String),
  trace Enum8('visitor' = 1, 'event' = 2),
  trace_id UInt128,
  number UInt32,
  name LowCardinality(String),
  domain LowCardinality(String),
  class LowCardinality(String),
  told_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(told_at)
ORDER BY (source, trace, trace_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Where a batch waits, in memory: the network of an event's address, and addresses of visits with theirs. Both are emptied when the
-- collection ends; without a file of networks no address gets here.
ALTER TABLE incoming ADD COLUMN IF NOT EXISTS network_number UInt64 AFTER flags;
ALTER TABLE incoming ADD COLUMN IF NOT EXISTS network_name String AFTER network_number;
ALTER TABLE incoming ADD COLUMN IF NOT EXISTS network_domain String AFTER network_name;
ALTER TABLE incoming ADD COLUMN IF NOT EXISTS network_class String AFTER network_domain;
ALTER TABLE incoming_rows ADD COLUMN IF NOT EXISTS address String;
CREATE TABLE IF NOT EXISTS incoming_addresses (
  address String,
  number UInt64,
  name String,
  domain String,
  class String
) ENGINE = Memory;
