-- Where a batch waits between reading and appending. In memory: what is here is not acknowledged yet.

-- One row is one event draft of record number `record` of the batch, or a record without event and its outcome.
CREATE TABLE incoming (
  record UInt64,
  outcome Enum8('event' = 1, 'quarantined' = 2, 'ignored' = 3),
  reason String,
  position String,
  raw String,
  source LowCardinality(String),
  source_event_id String,
  type LowCardinality(String),
  occurred_at DateTime64(3, 'UTC'),
  tz_offset_min Nullable(Int16),
  platform LowCardinality(String),
  alias_name String,
  alias_email String,
  alias_username String,
  alias_account_id String,
  organisation_hint String,
  object_kind LowCardinality(String),
  object_id String,
  object_version String,
  visibility Enum8('public' = 1, 'private' = 2, 'anonymous' = 3),
  lawful_basis LowCardinality(String),
  attrs Map(String, String),
  quantities Map(String, Float64),
  touched Array(String),
  flags Array(String),
  event_id UInt128 MATERIALIZED reinterpretAsUInt128(sipHash128(source, source_event_id, occurred_at)),
  alias_id UInt64 MATERIALIZED if(alias_name = '' AND alias_email = '' AND alias_username = '' AND alias_account_id = '', 0,
    sipHash64(platform, alias_name, alias_email, alias_username, alias_account_id))
) ENGINE = Memory;

-- The events of the batch that are not in the workspace yet.
CREATE TABLE incoming_fresh (event_id UInt128, record UInt64) ENGINE = Memory;

-- The claims of one statement, before they are compared with the last.
CREATE TABLE incoming_claims (proper_name String, proper_email String, alias_name String, alias_email String) ENGINE = Memory;

-- Bulk form: the lines a page holds. Empty: a collection names the page's lines so, and they are never stored.
CREATE TABLE incoming_lines (line_number UInt64, line String) ENGINE = Null;

-- Bulk form: one row is one line of the page and what becomes of it ('keyless': its month's key is still to be fetched).
-- `word` is what the connector explains once for all rows that have it, e.g. the user agent.
CREATE TABLE incoming_rows (
  line_number UInt64,
  outcome Enum8('event' = 1, 'quarantined' = 2, 'ignored' = 3, 'keyless' = 4),
  reason LowCardinality(String),
  raw String,
  event_id UInt128,
  type LowCardinality(String),
  occurred_at DateTime64(3, 'UTC'),
  tz_offset_min Nullable(Int16),
  visitor UInt64,
  network UInt64,
  object_kind LowCardinality(String),
  object_id LowCardinality(String),
  attrs Map(String, String),
  word LowCardinality(String)
) ENGINE = Memory;

-- Bulk form: one row is one word explained: why its rows are ignored ('' when they are not), else what it adds to them.
CREATE TABLE incoming_words (word String, ignored String, attrs Map(String, String), flags Array(String)) ENGINE = Memory;

-- Bulk form: the lines whose events are not in the workspace yet.
CREATE TABLE incoming_fresh_lines (line_number UInt64) ENGINE = Memory;
