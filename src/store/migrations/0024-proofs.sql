-- One row is one alias that somebody proved, or seems to have proved, to be theirs too, beside the alias a claim is about (the lower id
-- first): by writing the claim's code with it, or by opening the links of both. `doubt` is why it proves nothing, or '': then it joins them.
CREATE TABLE IF NOT EXISTS alias_proofs (
  claim String,
  a UInt64,
  b UInt64,
  doubt LowCardinality(String),
  place LowCardinality(String),
  proved_at DateTime64(3, 'UTC')
) ENGINE = MergeTree ORDER BY (a, b, claim);

-- One row is two aliases, the lower id first, of which one's profile names the page of the other's account; `is_mutual` says that the
-- other's names the first's, too. `link` is the page named.
CREATE TABLE IF NOT EXISTS profile_links (
  a UInt64,
  b UInt64,
  link String,
  is_mutual Bool
) ENGINE = MergeTree ORDER BY (a, b);
