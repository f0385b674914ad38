-- Several sources can tell of the same act and call it by the same name: it is one event, whichever tells it first.
ALTER TABLE incoming ADD COLUMN IF NOT EXISTS act_name String AFTER source_event_id;
-- What an act without a name is known by; those with one had this id too until acts had names.
ALTER TABLE incoming ADD COLUMN IF NOT EXISTS own_id UInt128 MATERIALIZED
  reinterpretAsUInt128(sipHash128(source, source_event_id, occurred_at));
ALTER TABLE incoming MODIFY COLUMN event_id UInt128 MATERIALIZED
  reinterpretAsUInt128(if(act_name = '', sipHash128(source, source_event_id, occurred_at), sipHash128('act', act_name)));

-- One row is one event as another source tells it, which told it later: it counts once that other source is forgotten.
CREATE TABLE IF NOT EXISTS retold_events AS events ENGINE = ReplacingMergeTree(ingested_at)
ORDER BY (source, occurred_at, event_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
