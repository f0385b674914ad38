-- One row is one UTC day of acts of one human who wrote from an employer's and from other addresses; `organisation_id` is 0 for an
-- address that names no employer. Who only ever used addresses of one employer is not here.
CREATE TABLE IF NOT EXISTS employer_days (
  person_id UInt64,
  organisation_id UInt64,
  day Date,
  first_at DateTime64(3, 'UTC'),
  last_at DateTime64(3, 'UTC'),
  events UInt64
) ENGINE = MergeTree ORDER BY (person_id, first_at, organisation_id);

-- One row is one stay: an employer whose addresses one human used without a long break. `previous_at` and `next_at` are the nearest
-- acts from an address of any employer outside it; `neutral_before` and `neutral_after` say that between those and the stay, or before
-- and after everything, there are acts from addresses that name no employer; `neutral_days` counts those within it, beside `days` of its own.
DROP TABLE IF EXISTS employer_stays SYNC;
CREATE TABLE IF NOT EXISTS employer_stays (
  person_id UInt64,
  organisation_id UInt64,
  stay UInt32,
  events UInt64,
  began DateTime64(3, 'UTC'),
  ended DateTime64(3, 'UTC'),
  previous_at Nullable(DateTime64(3, 'UTC')),
  next_at Nullable(DateTime64(3, 'UTC')),
  neutral_before Bool,
  neutral_after Bool,
  days UInt32,
  neutral_days UInt32,
  ratio Float64,
  addresses String
) ENGINE = MergeTree ORDER BY (person_id, organisation_id, stay);

-- One row is one statement about whom a person acts for: a decision made here (family 'decision'), what a CRM says ('crm'), what a
-- profile, form or answer says ('profile'). Of an alias, so that it stays with them when people are joined or split.
CREATE TABLE IF NOT EXISTS employer_statements (
  alias_id UInt64,
  family LowCardinality(String),
  organisation_id UInt64,
  stated_from Nullable(DateTime64(3, 'UTC')),
  stated_to Nullable(DateTime64(3, 'UTC')),
  events UInt64,
  sentence String
) ENGINE = MergeTree ORDER BY (alias_id, family, organisation_id);

-- One row is one stay with an employer that somebody here decided on for one alias; '' is nobody.
CREATE TABLE IF NOT EXISTS decided_employers (
  alias_id UInt64,
  organisation String,
  stated_from Nullable(DateTime64(3, 'UTC')),
  stated_to Nullable(DateTime64(3, 'UTC')),
  sentence String
) ENGINE = MergeTree ORDER BY alias_id;

-- One row is one way a source or a decision writes an organisation's name, and which organisation that is.
CREATE TABLE IF NOT EXISTS stated_organisations (
  written_key UInt64,
  organisation_key String,
  organisation_name String,
  domain String
) ENGINE = MergeTree ORDER BY written_key;

-- One row is one stretch of time for which one piece of evidence speaks for an employer of one human: `nearness` is 'within', 'before' or
-- 'after' the acts it comes from, `log_ratio` the logarithm of its likelihood ratio there, after decay.
CREATE TABLE IF NOT EXISTS employer_evidence (
  person_id UInt64,
  organisation_id UInt64,
  family LowCardinality(String),
  nearness LowCardinality(String),
  holds_from Int64,
  holds_to Int64,
  log_ratio Float64,
  half_life UInt32,
  age UInt32,
  ratio Float64,
  events UInt64,
  sentence String
) ENGINE = MergeTree ORDER BY (person_id, holds_from, organisation_id, family, nearness);

-- resolve: one row is one dated hypothesis about whom a human acts for; organisation 0 is "nobody we know of". At every moment the
-- probabilities of one human add up to 1. Assigned from 0.8, possible from 0.5, else unlikely.
CREATE TABLE IF NOT EXISTS affiliation_hypotheses (
  person_id UInt64,
  organisation_id UInt64,
  valid_from Nullable(DateTime64(3, 'UTC')),
  valid_to Nullable(DateTime64(3, 'UTC')),
  probability Float64,
  status Enum8('assigned' = 1, 'possible' = 2, 'unlikely' = 3),
  events UInt64,
  evidence Array(Tuple(family String, sentence String, ratio Float64, half_life UInt32, age UInt32))
) ENGINE = MergeTree ORDER BY (person_id, valid_from, organisation_id) SETTINGS allow_nullable_key = 1;

-- How the addresses of a domain's writers are made: 2 of both names, 1 surname and initial, 0 one name, -1 neither.
ALTER TABLE domain_writers ADD COLUMN IF NOT EXISTS address_form Int8;
-- The likelihood ratio of an address: how much more often those who work there have one than others.
ALTER TABLE employed_aliases ADD COLUMN IF NOT EXISTS ratio Float64 AFTER is_firm;

-- One row is one line of the table of owners (by keys), or a decision on one organisation's owner (by its id; '' is none).
CREATE TABLE IF NOT EXISTS stated_owners (
  organisation_id UInt64,
  organisation_key String,
  owner_key String,
  owner_name String,
  owned_from Nullable(Date),
  owned_to Nullable(Date),
  sentence String
) ENGINE = MergeTree ORDER BY (organisation_id, organisation_key);

-- resolve: one row is one stretch of time for which one organisation belongs to another, which need not be seen itself.
CREATE TABLE IF NOT EXISTS organisation_owners (
  organisation_id UInt64,
  owner_id UInt64,
  owner_name String,
  owned_from Nullable(Date),
  owned_to Nullable(Date),
  is_decided Bool,
  sentence String
) ENGINE = MergeTree ORDER BY (organisation_id, owner_id);
