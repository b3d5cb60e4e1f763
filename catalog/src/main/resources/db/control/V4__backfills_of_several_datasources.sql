-- A spec may write several datasources: each slice of its backfill then becomes a batch of each of them.

CREATE TABLE dcr_backfill_output (
  backfill VARCHAR(64) NOT NULL,
  data_source VARCHAR(200) NOT NULL,
  place INT NOT NULL,
  PRIMARY KEY (backfill, data_source)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX dcr_backfill_output_by_datasource ON dcr_backfill_output (data_source);
INSERT INTO dcr_backfill_output (backfill, data_source, place) SELECT id, data_source, 0 FROM dcr_backfill;

-- What is known to be sealed of a slice; of one that isn't done it may be some of its batches.
CREATE TABLE dcr_backfill_batch (
  backfill VARCHAR(64) NOT NULL,
  slice_start BIGINT NOT NULL,
  data_source VARCHAR(200) NOT NULL,
  input_fingerprint VARCHAR(200) NOT NULL,
  version VARCHAR(40) NOT NULL,
  PRIMARY KEY (backfill, slice_start, data_source)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
INSERT INTO dcr_backfill_batch (backfill, slice_start, data_source, input_fingerprint, version)
  SELECT backfill, slice_start, data_source, input_fingerprint, version FROM dcr_backfill_slice
  WHERE input_fingerprint IS NOT NULL AND version IS NOT NULL;

DROP INDEX dcr_backfill_by_datasource ON dcr_backfill;
ALTER TABLE dcr_backfill DROP COLUMN data_source;
DROP INDEX dcr_backfill_slice_running ON dcr_backfill_slice;
ALTER TABLE dcr_backfill_slice DROP COLUMN data_source;
ALTER TABLE dcr_backfill_slice DROP COLUMN input_fingerprint;
ALTER TABLE dcr_backfill_slice DROP COLUMN version;
CREATE INDEX dcr_backfill_slice_by_state ON dcr_backfill_slice (state);
