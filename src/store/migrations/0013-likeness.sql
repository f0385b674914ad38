-- The steps by which resolve compares aliases that share no address and no account (Fellegi and Sunter). All are rebuilt by every run.

-- One row is one human's alias with what can be compared: the words of a full name (empty when it has none), what an address would be
-- made of from that name (`full_forms`, with an initial: `surname_forms`, `given_forms`), names it goes by (`handles`), what its own
-- domain calls it (`labels`), and the registrable domain of an organisation or of its own (`home`).
CREATE TABLE alias_traits (
  position UInt32,
  alias_id UInt64,
  tokens Array(String),
  full_forms Array(String),
  surname_forms Array(String),
  given_forms Array(String),
  handles Array(String),
  labels Array(String),
  home String
) ENGINE = MergeTree ORDER BY position;

-- One row is one word of names, handle or home, and which share of people has it (`rate`); of a home, how many bits sharing it is worth.
CREATE TABLE trait_rates (kind LowCardinality(String), value String, rate Float64) ENGINE = MergeTree ORDER BY (kind, value);

-- One row is one alias under one key of a block: only aliases that share a key are compared.
CREATE TABLE alias_blocks (block UInt64, position UInt32) ENGINE = MergeTree ORDER BY (block, position);

-- One row is two aliases that share a key few others have.
CREATE TABLE alias_candidates (a UInt32, b UInt32) ENGINE = MergeTree ORDER BY (a, b);

-- One row is one alias of `alias_traits` with how rare each of its traits is.
CREATE TABLE rated_traits (
  position UInt32,
  tokens Array(String),
  full_forms Array(String),
  surname_forms Array(String),
  given_forms Array(String),
  handles Array(String),
  labels Array(String),
  home String,
  word_rates Array(Tuple(String, Float64)),
  handle_rates Array(Tuple(String, Float64)),
  home_worth Float64
) ENGINE = MergeTree ORDER BY position;

-- One row is two aliases compared: the level each comparison reached and its weight in bits, before anything was learned.
CREATE TABLE alias_pairs (
  a UInt32,
  b UInt32,
  name_level LowCardinality(String),
  name_bits Float32,
  name_detail String,
  derived_level LowCardinality(String),
  derived_bits Float32,
  derived_detail String,
  handle_level LowCardinality(String),
  handle_bits Float32,
  handle_detail String,
  home_level LowCardinality(String),
  home_bits Float32,
  home_detail String
) ENGINE = MergeTree ORDER BY (a, b);

-- One row is one level of a comparison: how often aliases of one person reach it, as assumed and as learned here, and the bits that adds
-- to each pair. The row of comparison `prior` holds the share of all pairs that are one person.
CREATE TABLE likeness_weights (
  comparison LowCardinality(String),
  level LowCardinality(String),
  assumed Float64,
  learned Float64,
  bits Float64
) ENGINE = MergeTree ORDER BY (comparison, level);

-- One row is two aliases that are probably, or possibly, one person: `probability`, and what came of it.
CREATE TABLE alias_likenesses (
  a UInt32,
  b UInt32,
  probability Float64,
  verdict UInt8
) ENGINE = MergeTree ORDER BY (a, b);

-- One row is two aliases that somebody here decided are, or are not, one person (decisions of kind `same-person`).
CREATE TABLE alias_decisions (
  a UInt64,
  b UInt64,
  verdict LowCardinality(String),
  decided_by String,
  reason String
) ENGINE = MergeTree ORDER BY (a, b);

-- One row is one alias of a person whom somebody here locked (decisions of kind `locked-person`).
CREATE TABLE alias_locks (lock String, alias_id UInt64) ENGINE = MergeTree ORDER BY (lock, alias_id);

-- One row is one alias whose name is at home at another address than its own, which belongs to somebody else.
CREATE TABLE stray_aliases (alias_id UInt64, address String, owner String) ENGINE = MergeTree ORDER BY alias_id;

ALTER TABLE alias_links MODIFY COLUMN verdict Enum8('accepted' = 1, 'blocked' = 2, 'review' = 3);
