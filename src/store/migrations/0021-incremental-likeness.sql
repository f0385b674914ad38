-- Likeness is compared for what is new only: the tables it is kept in name aliases by their ids, since places in the order of foundation
-- move. All of them can be made anew; the next run does, because `likeness_state` is empty.

-- One row is one human's alias and a hash of all that its likeness to others depends on.
CREATE TABLE IF NOT EXISTS alias_marks (alias_id UInt64, mark UInt64) ENGINE = MergeTree ORDER BY alias_id;

-- One row is one alias whose pairs are compared anew by this run: new, changed, or under a key that has become too common or no longer is.
CREATE TABLE IF NOT EXISTS compared_aliases (alias_id UInt64) ENGINE = MergeTree ORDER BY alias_id;

-- One row is one alias that came under a key (`change` 1) or left it (-1) in this run.
CREATE TABLE IF NOT EXISTS changed_blocks (block UInt64, change Int8) ENGINE = MergeTree ORDER BY block;

-- One row, or none: by which version of the program the pairs of all aliases were compared, from how many aliases likeness was learned, how
-- many changed since, and how many rows there are of what was kept. None while a run changes any of it.
CREATE TABLE IF NOT EXISTS likeness_state (
  version String,
  learned UInt64,
  changed UInt64,
  traits UInt64,
  blocks UInt64,
  pairs UInt64,
  rates UInt64
) ENGINE = MergeTree ORDER BY tuple();

-- One row is one human's alias with what can be compared: the words of a full name (empty when it has none), what an address would be
-- made of from that name (`full_forms`, with an initial: `surname_forms`, `given_forms`), names it goes by (`handles`), what its own
-- domain calls it (`labels`), the registrable domain of an organisation or of its own (`home`), and its own address, if it says who wrote.
DROP TABLE IF EXISTS alias_traits SYNC;
CREATE TABLE IF NOT EXISTS alias_traits (
  alias_id UInt64,
  mark UInt64,
  tokens Array(String),
  full_forms Array(String),
  surname_forms Array(String),
  given_forms Array(String),
  handles Array(String),
  labels Array(String),
  home String,
  own_address String
) ENGINE = MergeTree ORDER BY alias_id;

-- One row is one alias under one key of a block: only aliases that share a key are compared.
DROP TABLE IF EXISTS alias_blocks SYNC;
CREATE TABLE IF NOT EXISTS alias_blocks (block UInt64, alias_id UInt64) ENGINE = MergeTree ORDER BY (block, alias_id);

-- One row is two aliases, the lower id first, that share a key few others have and are compared by this run.
DROP TABLE IF EXISTS alias_candidates SYNC;
CREATE TABLE IF NOT EXISTS alias_candidates (a UInt64, b UInt64) ENGINE = MergeTree ORDER BY (a, b);

-- One row is one alias compared by this run, with how rare each of its traits is.
DROP TABLE IF EXISTS rated_traits SYNC;
CREATE TABLE IF NOT EXISTS rated_traits (
  alias_id UInt64,
  tokens Array(String),
  full_forms Array(String),
  surname_forms Array(String),
  given_forms Array(String),
  handles Array(String),
  labels Array(String),
  home String,
  own_address String,
  word_rates Array(Tuple(String, Float64)),
  handle_rates Array(Tuple(String, Float64)),
  home_worth Float64
) ENGINE = MergeTree ORDER BY alias_id;

-- One row is two aliases compared, the lower id first: the level each comparison reached and its weight in bits, before anything was learned.
DROP TABLE IF EXISTS alias_pairs SYNC;
CREATE TABLE IF NOT EXISTS alias_pairs (
  a UInt64,
  b UInt64,
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

-- One row is two aliases, the lower id first, that are probably, or possibly, one person: `probability`, and what came of it.
DROP TABLE IF EXISTS alias_likenesses SYNC;
CREATE TABLE IF NOT EXISTS alias_likenesses (
  a UInt64,
  b UInt64,
  probability Float64,
  verdict UInt8
) ENGINE = MergeTree ORDER BY (a, b);

-- One row, or none: what the last run of resolve made its tables of, and how many rows they have. None while it runs.
CREATE TABLE IF NOT EXISTS resolve_mark (mark String, rows Array(UInt64)) ENGINE = MergeTree ORDER BY tuple();
