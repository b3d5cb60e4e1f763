package io.isobar.bench.indexing;

import java.time.Duration;

/**
 * What one process took.
 *
 * @param took from its start to its end
 * @param cpu of all its threads
 * @param residentBytes the most memory that it held at once, heap and all
 * @param diskBytes the most that was in its directory at once, looked at each second: scratch files and segments, not the input
 */
record Outcome(Duration took, Duration cpu, long residentBytes, long diskBytes) {}
