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

-- resolve: one row is one network seen in sources, what it is taken for, why, and whose own it is; `organisation_id` is 0 for a provider's
-- and for what is not known. `stated_class` is what the file of networks says.
CREATE TABLE IF NOT EXISTS network_meanings (
  network_id UInt64,
  number UInt32,
  name String,
  domain String,
  stated_class LowCardinality(String),
  class LowCardinality(String),
  reason String,
  is_decided Bool,
  organisation_id UInt64 MATERIALIZED if(organisation_key = '', 0, sipHash64('organisation', organisation_key)),
  organisation_key String,
  organisation_name String,
  organisation_domain String,
  organisation_kind LowCardinality(String)
) ENGINE = MergeTree ORDER BY network_id;

-- resolve: one row is one month of visits and downloads from one network; `automated` are left out of all other counts. Endpoints are
-- addresses, origins addresses with the programs used there. Shown are months with enough endpoints of the network, or of all networks of
-- its organisation.
CREATE TABLE IF NOT EXISTS network_months (
  network_id UInt64,
  organisation_id UInt64,
  month Date,
  visits UInt64,
  downloads UInt64,
  automated UInt64,
  endpoints UInt64,
  origins UInt64,
  first_seen DateTime64(3, 'UTC'),
  last_seen DateTime64(3, 'UTC'),
  is_shown Bool,
  is_organisation_shown Bool
) ENGINE = MergeTree ORDER BY (organisation_id, network_id, month);

-- What earlier versions worked out lacks these tables: until the stages have run again, they count as never run.
TRUNCATE TABLE stage_runs;
