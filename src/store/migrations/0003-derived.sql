-- Rebuilt by the stages from observations and decisions; never the only copy of anything.

-- The vocabulary of events as the engine sees it (from core/event-type.ts).
CREATE TABLE event_types (
  type LowCardinality(String),
  weight Float64,
  identity LowCardinality(String),
  participation Bool,
  contribution Bool,
  business Bool,
  phrase String
) ENGINE = MergeTree ORDER BY type;

-- resolve: one row is one person, bot or role account. `name` and `email` are the ones used most.
CREATE TABLE people (
  person_id UInt64,
  name String,
  email String,
  class LowCardinality(String),
  class_reason String,
  organisation_id UInt64,
  aliases UInt32,
  events UInt64,
  first_seen Nullable(DateTime64(3, 'UTC')),
  last_seen Nullable(DateTime64(3, 'UTC'))
) ENGINE = MergeTree ORDER BY person_id;

-- resolve: one row is one alias ever seen and the person it belongs to; without an act before the run's date it has 0 events.
CREATE TABLE person_aliases (
  alias_id UInt64,
  person_id UInt64,
  platform LowCardinality(String),
  name String,
  email String,
  username String,
  account_id String,
  sources Array(LowCardinality(String)),
  events UInt64,
  first_seen Nullable(DateTime64(3, 'UTC')),
  last_seen Nullable(DateTime64(3, 'UTC'))
) ENGINE = MergeTree ORDER BY (person_id, alias_id);

-- resolve: one row is one piece of evidence about two aliases: accepted joins them, blocked was refused, with the reason;
-- what was refused is listed under both people.
CREATE TABLE alias_links (
  person_id UInt64,
  alias_a UInt64,
  alias_b UInt64,
  rule LowCardinality(String),
  confidence Float64,
  verdict Enum8('accepted' = 1, 'blocked' = 2),
  evidence String
) ENGINE = MergeTree ORDER BY (person_id, alias_a, alias_b, rule);

-- resolve: one row is one organisation.
CREATE TABLE organisations (
  organisation_id UInt64,
  name String,
  domain String,
  kind LowCardinality(String),
  kind_reason String,
  people UInt32,
  events UInt64,
  first_seen Nullable(DateTime64(3, 'UTC')),
  last_seen Nullable(DateTime64(3, 'UTC'))
) ENGINE = MergeTree ORDER BY organisation_id;

-- resolve: one row is one mail domain seen (`src.gnome.org`, registrable `gnome.org`), what kind it is and which organisation stands
-- behind it (0: none). Foundations stand behind people, but are nobody's employer.
CREATE TABLE domains (
  domain String,
  registrable String,
  kind LowCardinality(String),
  organisation_id UInt64,
  reason String
) ENGINE = MergeTree ORDER BY domain;

-- resolve: one row is one dated hypothesis that a person acts for an organisation; open ends are null.
CREATE TABLE affiliations (
  person_id UInt64,
  organisation_id UInt64,
  valid_from Nullable(DateTime64(3, 'UTC')),
  valid_to Nullable(DateTime64(3, 'UTC')),
  probability Float64,
  events UInt64,
  evidence String
) ENGINE = MergeTree ORDER BY (person_id, organisation_id);

-- resolve: one row is one month of one person's acts of one type from one source; the base of every count over time.
CREATE TABLE activity (
  person_id UInt64,
  month Date,
  source LowCardinality(String),
  type LowCardinality(String),
  events UInt64,
  days UInt32,
  first_at DateTime64(3, 'UTC'),
  last_at DateTime64(3, 'UTC'),
  quantities Map(LowCardinality(String), Float64)
) ENGINE = MergeTree ORDER BY (person_id, month, type, source);

-- resolve: one row is one month of acts nobody can be named for; `visitors` counts keyed hashes, not people.
CREATE TABLE anonymous_activity (
  month Date,
  source LowCardinality(String),
  type LowCardinality(String),
  agent LowCardinality(String),
  events UInt64,
  visitors UInt64,
  networks UInt64
) ENGINE = MergeTree ORDER BY (month, source, type, agent);

-- segment: one row is one stay of one person on one rung; `left_at` null while it lasts.
CREATE TABLE states (
  person_id UInt64,
  ladder LowCardinality(String),
  state LowCardinality(String),
  entered_at DateTime64(3, 'UTC'),
  left_at Nullable(DateTime64(3, 'UTC')),
  reason String
) ENGINE = MergeTree ORDER BY (person_id, ladder, entered_at);

-- segment: one row is one scheme with its coverage at the time of the run.
CREATE TABLE schemes (
  scheme LowCardinality(String),
  title String,
  question String,
  subject_kind LowCardinality(String),
  classified UInt64,
  unknown UInt64,
  conflicting UInt64,
  computed_at DateTime64(3, 'UTC')
) ENGINE = MergeTree ORDER BY scheme;

-- segment: one row is one segment of a scheme. `members` counts open memberships; `anonymous` counts visitors without a name.
CREATE TABLE segments (
  segment LowCardinality(String),
  scheme LowCardinality(String),
  title String,
  sentence String,
  ordinal UInt16,
  members UInt64,
  anonymous UInt64,
  computed_at DateTime64(3, 'UTC')
) ENGINE = MergeTree ORDER BY segment;

-- segment: one row is one stay of one subject (a person or an organisation) in one segment.
CREATE TABLE memberships (
  segment LowCardinality(String),
  scheme LowCardinality(String),
  subject_kind LowCardinality(String),
  subject_id UInt64,
  entered_at DateTime64(3, 'UTC'),
  left_at Nullable(DateTime64(3, 'UTC')),
  entered_reason String,
  left_reason String
) ENGINE = MergeTree ORDER BY (segment, subject_kind, subject_id, entered_at);

-- segment: one row is one month of one rung: how many stood on it at the end, and how many came up or went down to it.
CREATE TABLE ladder_months (
  month Date,
  ladder LowCardinality(String),
  state LowCardinality(String),
  people UInt64,
  came_up UInt64,
  came_down UInt64
) ENGINE = MergeTree ORDER BY (ladder, month, state);

-- One row is one derived stage that finished: what it covers and when, so that staleness can be told.
CREATE TABLE stage_runs (
  stage LowCardinality(String),
  as_of DateTime64(3, 'UTC'),
  started_at DateTime64(3, 'UTC'),
  finished_at DateTime64(3, 'UTC'),
  rows UInt64
) ENGINE = MergeTree ORDER BY (stage, finished_at);
