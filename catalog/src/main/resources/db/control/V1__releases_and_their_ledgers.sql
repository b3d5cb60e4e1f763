-- The control database. H2 in MySQL mode, MySQL and MariaDB run the same text: names compare byte by byte (utf8mb4_bin),
-- times are UTC and the database's own.

-- The controller epoch, one row. Who leads has minted the highest.
CREATE TABLE dcr_epoch (
  id INT NOT NULL PRIMARY KEY,
  epoch BIGINT NOT NULL,
  owner VARCHAR(255) NOT NULL,
  minted_at DATETIME(3) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
INSERT INTO dcr_epoch (id, epoch, owner, minted_at) VALUES (1, 0, '', NOW(3));

-- One row for each datasource: its home, the last version given out, the last place in the order of sealing.
CREATE TABLE dcr_datasource (
  data_source VARCHAR(200) NOT NULL PRIMARY KEY,
  home_dc VARCHAR(100) NOT NULL,
  home_epoch BIGINT NOT NULL,
  last_version VARCHAR(40),
  last_order BIGINT NOT NULL,
  registered_at DATETIME(3) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The head of each datasource. Changing it is the moment of a commit; a change of membership bumps its version here.
CREATE TABLE dcr_head (
  data_source VARCHAR(200) NOT NULL PRIMARY KEY,
  seq BIGINT NOT NULL,
  root CHAR(64) NOT NULL,
  chain CHAR(64) NOT NULL,
  epoch BIGINT NOT NULL,
  membership_version BIGINT NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Batches and requests for rollbacks, one for each input.
CREATE TABLE dcr_batch (
  data_source VARCHAR(200) NOT NULL,
  input_fingerprint VARCHAR(200) NOT NULL,
  version VARCHAR(40) NOT NULL,
  state VARCHAR(20) NOT NULL,
  seal_order BIGINT NOT NULL,
  content_of BIGINT,
  home_epoch BIGINT NOT NULL,
  content LONGBLOB,
  release_seq BIGINT,
  release_root CHAR(64),
  refusal VARCHAR(4000),
  begun_at DATETIME(3) NOT NULL,
  sealed_at DATETIME(3),
  PRIMARY KEY (data_source, input_fingerprint)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX dcr_batch_by_order ON dcr_batch (data_source, state, seal_order);

-- Releases in distribution and committed ones.
CREATE TABLE dcr_release (
  data_source VARCHAR(200) NOT NULL,
  seq BIGINT NOT NULL,
  root CHAR(64) NOT NULL,
  state VARCHAR(20) NOT NULL,
  content_of BIGINT,
  input_fingerprint VARCHAR(200) NOT NULL,
  producer_dc VARCHAR(100) NOT NULL,
  segment_count INT NOT NULL,
  row_count BIGINT NOT NULL,
  byte_count BIGINT NOT NULL,
  added_count INT NOT NULL,
  removed_count INT NOT NULL,
  started_epoch BIGINT NOT NULL,
  started_at DATETIME(3) NOT NULL,
  PRIMARY KEY (data_source, seq)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The manifests, apart from the releases since they are long.
CREATE TABLE dcr_manifest (
  data_source VARCHAR(200) NOT NULL,
  seq BIGINT NOT NULL,
  root CHAR(64) NOT NULL,
  manifest LONGBLOB NOT NULL,
  PRIMARY KEY (data_source, seq)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The commit chain. Its key makes a second commit of one number impossible.
CREATE TABLE dcr_chain (
  data_source VARCHAR(200) NOT NULL,
  seq BIGINT NOT NULL,
  root CHAR(64) NOT NULL,
  chain CHAR(64) NOT NULL,
  epoch BIGINT NOT NULL,
  committed_at DATETIME(3) NOT NULL,
  PRIMARY KEY (data_source, seq)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Data centers that answer queries, and what each is to a datasource.
CREATE TABLE dcr_dc (
  dc VARCHAR(100) NOT NULL PRIMARY KEY,
  registered_at DATETIME(3) NOT NULL,
  contact_at DATETIME(3) NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE dcr_membership (
  data_source VARCHAR(200) NOT NULL,
  dc VARCHAR(100) NOT NULL,
  state VARCHAR(20) NOT NULL,
  PRIMARY KEY (data_source, dc)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What each steward reports, on rows that no other process writes.
CREATE TABLE dcr_progress (
  data_source VARCHAR(200) NOT NULL,
  seq BIGINT NOT NULL,
  dc VARCHAR(100) NOT NULL,
  state VARCHAR(20) NOT NULL,
  copied BIGINT NOT NULL,
  total BIGINT NOT NULL,
  detail VARCHAR(4000) NOT NULL,
  reported_at DATETIME(3) NOT NULL,
  PRIMARY KEY (data_source, seq, dc)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE dcr_vote (
  data_source VARCHAR(200) NOT NULL,
  seq BIGINT NOT NULL,
  dc VARCHAR(100) NOT NULL,
  root CHAR(64) NOT NULL,
  answers_digest VARCHAR(200) NOT NULL,
  epoch BIGINT NOT NULL,
  incarnation VARCHAR(200) NOT NULL,
  voted_at DATETIME(3) NOT NULL,
  PRIMARY KEY (data_source, seq, dc)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE dcr_activation (
  data_source VARCHAR(200) NOT NULL,
  seq BIGINT NOT NULL,
  dc VARCHAR(100) NOT NULL,
  root CHAR(64) NOT NULL,
  observed_at DATETIME(3) NOT NULL,
  recorded_at DATETIME(3) NOT NULL,
  PRIMARY KEY (data_source, seq, dc)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Intents before acts, outcomes after them.
CREATE TABLE dcr_journal (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  owner VARCHAR(200) NOT NULL,
  data_source VARCHAR(200) NOT NULL,
  seq BIGINT NOT NULL,
  dc VARCHAR(100) NOT NULL,
  step VARCHAR(100) NOT NULL,
  attempt INT NOT NULL,
  epoch BIGINT NOT NULL,
  detail LONGTEXT NOT NULL,
  state VARCHAR(20) NOT NULL,
  started_at DATETIME(3) NOT NULL,
  ended_at DATETIME(3),
  result LONGTEXT NOT NULL
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX dcr_journal_open ON dcr_journal (owner, state, id);
CREATE INDEX dcr_journal_by_datasource ON dcr_journal (data_source, id);
