-- How the sample was cut; see README.md. Run with DuckDB, one thread, from a directory that holds flights-3m.parquet.
SET threads = 1;
SET TimeZone = 'UTC';
COPY (
  SELECT date, delay, distance, origin, destination
  FROM 'flights-3m.parquet'
  WHERE date >= TIMESTAMP '2001-01-01' AND date < TIMESTAMP '2001-02-01'
) TO 'data/flights/flights-2001-01.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19, ROW_GROUP_SIZE 131072);
COPY (
  WITH reported AS (
    SELECT date, CASE WHEN origin = 'ORD' THEN delay - 7 ELSE delay END AS delay, distance, origin, destination
    FROM 'data/flights/flights-2001-01.parquet'
    WHERE delay >= -60
  ), late AS (
    SELECT date + INTERVAL 2 HOUR AS date, CAST(0 AS BIGINT) AS delay, distance, destination AS origin, origin AS destination
    FROM 'data/flights/flights-2001-01.parquet'
    WHERE origin = 'GEG' AND date < TIMESTAMP '2001-01-31 22:00:00'
  )
  SELECT * FROM (SELECT * FROM reported UNION ALL SELECT * FROM late)
  ORDER BY date, origin, destination, distance, delay
) TO 'data/flights-correction/flights-2001-01.parquet' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 19, ROW_GROUP_SIZE 131072);
