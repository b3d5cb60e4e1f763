-- The database of one DC. Druid's own tables first, as Druid makes them; where they are there already, they stay. Then
-- ours, which say what belongs to which release. H2 in MySQL mode, MySQL and MariaDB run the same text; sessions take
-- double quotes for names.

CREATE TABLE IF NOT EXISTS druid_segments (
  id VARCHAR(255) NOT NULL,
  dataSource VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  created_date VARCHAR(255) NOT NULL,
  start VARCHAR(255) NOT NULL,
  "end" VARCHAR(255) NOT NULL,
  partitioned BOOLEAN NOT NULL,
  version VARCHAR(255) NOT NULL,
  used BOOLEAN NOT NULL,
  payload LONGBLOB NOT NULL,
  used_status_last_updated VARCHAR(255) NOT NULL,
  upgraded_from_segment_id VARCHAR(255),
  indexing_state_fingerprint VARCHAR(255),
  PRIMARY KEY (id),
  INDEX IDX_DRUID_SEGMENTS_USED (used),
  INDEX IDX_DRUID_SEGMENTS_DATASOURCE_USED_END_START (dataSource, used, "end", start),
  INDEX IDX_DRUID_SEGMENTS_DATASOURCE_UPGRADED_FROM_SEGMENT_ID (dataSource, upgraded_from_segment_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS druid_rules (
  id VARCHAR(255) NOT NULL,
  dataSource VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  version VARCHAR(255) NOT NULL,
  payload LONGBLOB NOT NULL,
  PRIMARY KEY (id),
  INDEX IDX_DRUID_RULES_DATASOURCE (dataSource)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
INSERT INTO druid_rules (id, dataSource, version, payload)
  SELECT '_default_2026-01-01T00:00:00.000Z', '_default', '2026-01-01T00:00:00.000Z',
    '[{"tieredReplicants":{"_default_tier":2},"type":"loadForever"}]'
  FROM (SELECT 1 AS one) AS once
  WHERE NOT EXISTS (SELECT 1 FROM druid_rules WHERE dataSource = '_default');

CREATE TABLE IF NOT EXISTS druid_config (
  name VARCHAR(255) NOT NULL,
  payload LONGBLOB NOT NULL,
  PRIMARY KEY (name)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The highest controller epoch seen. Every change is made under it, in the same transaction.
CREATE TABLE isobar_fence (
  data_source VARCHAR(200) NOT NULL PRIMARY KEY,
  epoch BIGINT NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Releases known here. Manifests and the commit chain stay when a release is retired.
CREATE TABLE isobar_release (
  data_source VARCHAR(200) NOT NULL,
  seq BIGINT NOT NULL,
  root CHAR(64) NOT NULL,
  state VARCHAR(20) NOT NULL,
  chain CHAR(64),
  commit_epoch BIGINT,
  deep_storage VARCHAR(2000) NOT NULL,
  manifest LONGBLOB NOT NULL,
  staged_at DATETIME(3) NOT NULL,
  activated_at DATETIME(3),
  PRIMARY KEY (data_source, seq)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The whole view of each release that isn't retired: which segments are visible at it.
CREATE TABLE isobar_release_segment (
  data_source VARCHAR(200) NOT NULL,
  seq BIGINT NOT NULL,
  segment_id VARCHAR(255) NOT NULL,
  segment LONGBLOB NOT NULL,
  PRIMARY KEY (data_source, seq, segment_id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What this DC answers from.
CREATE TABLE isobar_head (
  data_source VARCHAR(200) NOT NULL PRIMARY KEY,
  seq BIGINT NOT NULL,
  root CHAR(64) NOT NULL,
  chain CHAR(64) NOT NULL,
  epoch BIGINT NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One counter that every change bumps, so that readers ask for one number.
CREATE TABLE isobar_change (
  id INT NOT NULL PRIMARY KEY,
  counter BIGINT NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
INSERT INTO isobar_change (id, counter) VALUES (1, 0);
