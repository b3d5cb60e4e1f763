-- Which run indexes which intervals. A token is given out once; a seal under a lower one than was given out later for an
-- overlapping interval is refused, whoever believes to hold the lock.
ALTER TABLE dcr_datasource ADD COLUMN last_lock_token BIGINT NOT NULL DEFAULT 0;
ALTER TABLE dcr_batch ADD COLUMN lock_token BIGINT NOT NULL DEFAULT 0;

-- Set once the driver of a batch that was asked for again has told its outcome. Until then asking again is a retry.
ALTER TABLE dcr_batch ADD COLUMN told_at DATETIME(3);

CREATE TABLE dcr_run_lock (
  data_source VARCHAR(200) NOT NULL,
  token BIGINT NOT NULL,
  input_fingerprint VARCHAR(200) NOT NULL,
  intervals LONGTEXT NOT NULL,
  host VARCHAR(255) NOT NULL,
  pid BIGINT NOT NULL,
  guarded_by VARCHAR(20) NOT NULL,
  granted_at DATETIME(3) NOT NULL,
  renewed_at DATETIME(3) NOT NULL,
  released_at DATETIME(3),
  PRIMARY KEY (data_source, token)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
