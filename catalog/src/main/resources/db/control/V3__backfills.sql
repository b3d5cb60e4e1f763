-- Backfills: a stretch of time that is indexed slice by slice, each slice a batch of its own. Whether a slice is done is
-- for dcr_batch to say; what stands here says who is at work on which slice, and what became of it last.

CREATE TABLE dcr_backfill (
  id VARCHAR(64) NOT NULL PRIMARY KEY,
  data_source VARCHAR(200) NOT NULL,
  range_start BIGINT NOT NULL,
  range_end BIGINT NOT NULL,
  step VARCHAR(100) NOT NULL,
  spec VARCHAR(1000) NOT NULL,
  opened_at DATETIME(3) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX dcr_backfill_by_datasource ON dcr_backfill (data_source, opened_at);

CREATE TABLE dcr_backfill_slice (
  backfill VARCHAR(64) NOT NULL,
  data_source VARCHAR(200) NOT NULL,
  slice_start BIGINT NOT NULL,
  slice_end BIGINT NOT NULL,
  state VARCHAR(20) NOT NULL,
  attempts INT NOT NULL,
  owner VARCHAR(255) NOT NULL,
  input_fingerprint VARCHAR(200),
  version VARCHAR(40),
  detail VARCHAR(4000) NOT NULL,
  claimed_at DATETIME(3),
  seen_at DATETIME(3),
  ended_at DATETIME(3),
  PRIMARY KEY (backfill, slice_start)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX dcr_backfill_slice_running ON dcr_backfill_slice (data_source, state);

-- Who claims a slice has locked the row of its datasource: two backfills can't both find a stretch of time free.
CREATE TABLE dcr_backfill_turn (
  data_source VARCHAR(200) NOT NULL PRIMARY KEY
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
