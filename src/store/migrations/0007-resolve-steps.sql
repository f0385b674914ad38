-- The steps of resolve, each a table to look at. All are rebuilt by every run and never the only copy of anything.

-- One row is one alias that acted: how often and when before the run's date, and when first at all (`founded_at`).
-- Acts with a doubtful date count, but tell no time.
CREATE TABLE alias_activity (
  alias_id UInt64,
  events UInt64,
  first_seen Nullable(DateTime64(3, 'UTC')),
  last_seen Nullable(DateTime64(3, 'UTC')),
  founded_at Nullable(DateTime64(3, 'UTC'))
) ENGINE = MergeTree ORDER BY alias_id;

-- One row is one alias with the parts of its name and address that rules compare. Byte for byte as the source wrote it in
-- `name`, `email`, `username`, `account_id`; the rest is normalised (methods: trimmed, lower case, marks stripped).
CREATE TABLE alias_words (
  alias_id UInt64,
  platform LowCardinality(String),
  name String,
  email String,
  username String,
  account_id String,
  sources Array(LowCardinality(String)),
  written_email String,
  local_part String,
  written_domain String,
  plain_name String,
  name_words Array(String),
  github_id String,
  github_login String
) ENGINE = MergeTree ORDER BY alias_id;

-- One row is one mail domain as written (its hash) and what is known of it without looking at who uses it.
CREATE TABLE address_domains (
  written_key UInt64,
  domain String,
  registrable String,
  kind LowCardinality(String),
  organisation_key String,
  organisation_name String,
  sure Bool,
  commercial Bool,
  anybodys Bool,
  reason String
) ENGINE = MergeTree ORDER BY written_key;

-- One row is one alias judged: its place in order of foundation (first act, then id), what its address is worth as evidence
-- (`doubt` '' when it names one person) and whether it is a human, a bot or a role.
CREATE TABLE alias_facts (
  position UInt32,
  alias_id UInt64,
  address String,
  domain String,
  registrable String,
  doubt LowCardinality(String),
  is_personal_name Bool,
  class LowCardinality(String),
  class_reason String
) ENGINE = MergeTree ORDER BY alias_id;

-- One row is one address used under more surnames than one person has.
CREATE TABLE shared_addresses (address String, surnames UInt32) ENGINE = MergeTree ORDER BY address;

-- One row is one alias that a source's .mailmap names otherwise, as `git check-mailmap` would; empty parts are not stated.
-- `by_name` when the line asks for the name too, because several people use the address.
CREATE TABLE mailmapped (
  alias_id UInt64,
  source LowCardinality(String),
  proper_name String,
  proper_email String,
  target String,
  by_name Bool
) ENGINE = MergeTree ORDER BY (alias_id, source);

-- One row is one alias having something (an address, an account) that others may have too; equal keys are evidence for one person
-- unless `doubt` says why not.
CREATE TABLE alias_evidence (
  evidence_key UInt64,
  position UInt32,
  alias_id UInt64,
  rule LowCardinality(String),
  confidence Float64,
  source LowCardinality(String),
  subject String,
  doubt LowCardinality(String)
) ENGINE = MergeTree ORDER BY (evidence_key, position);

-- One row is one alias compared with the first of its key: verdict 1 joined, 2 kept apart by accounts, 3 kept apart as bot and human.
CREATE TABLE alias_joins (
  evidence_key UInt64,
  position UInt32,
  centre UInt32,
  verdict UInt8
) ENGINE = MergeTree ORDER BY (evidence_key, position);

-- One row is one alias and the founder (lowest position) of the aliases it belongs with.
CREATE TABLE alias_roots (position UInt32, root UInt32) ENGINE = MergeTree ORDER BY position;

-- One row is one founder and the id of the person.
CREATE TABLE person_ids (root UInt32, person_id UInt64) ENGINE = MergeTree ORDER BY root;

-- One row is one alias by which a human writes from an employer's address. `is_firm` is false when nothing but one person's use
-- speaks for a company behind the domain; `last_act` is the person's last from any address.
CREATE TABLE employed_aliases (
  alias_id UInt64,
  person_id UInt64,
  organisation_id UInt64,
  registrable String,
  is_firm Bool,
  events UInt64,
  first_seen DateTime64(3, 'UTC'),
  last_seen DateTime64(3, 'UTC'),
  last_act DateTime64(3, 'UTC')
) ENGINE = MergeTree ORDER BY (person_id, organisation_id, alias_id);

-- One row is one employer whose addresses a person used: first and last act from them, and the nearest acts for any other employer
-- before and after.
CREATE TABLE employer_stays (
  person_id UInt64,
  organisation_id UInt64,
  events UInt64,
  began DateTime64(3, 'UTC'),
  ended DateTime64(3, 'UTC'),
  previous_at Nullable(DateTime64(3, 'UTC')),
  next_at Nullable(DateTime64(3, 'UTC')),
  last_act DateTime64(3, 'UTC'),
  is_firm Bool,
  addresses String
) ENGINE = MergeTree ORDER BY (person_id, organisation_id);

-- One row is one mail domain: whether its one writer named it (`jane.example.org`, Jane), and, leaving such out, how many humans ever
-- wrote from its registrable domain (people of one name count once) and whether that is named after them.
CREATE TABLE domain_writers (
  domain String,
  is_own_host Bool,
  humans UInt32,
  resembles Bool
) ENGINE = MergeTree ORDER BY domain;
