-- What a source tells visitors apart by waits here as it came; events keep only a hash of it.
ALTER TABLE incoming ADD COLUMN IF NOT EXISTS visitor String AFTER alias_account_id;
