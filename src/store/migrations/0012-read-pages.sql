-- One row is one page of lines that the engine parsed whole: the same bytes, parsed in the same way, need not be parsed again. Only of
-- pages so large that nothing can be guessed from their digest. It is not in a backup, and emptied when a source is forgotten:
-- without it everything is read as the first time.
CREATE TABLE read_pages (
  source LowCardinality(String),
  digest String,
  outcomes String,
  run_id UUID,
  read_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(read_at) ORDER BY (source, digest);
