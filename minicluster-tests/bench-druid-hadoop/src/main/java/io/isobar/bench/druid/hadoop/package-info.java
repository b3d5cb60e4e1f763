/** Apache Druid's own Hadoop indexer, run in a JVM of its own. */
package io.isobar.bench.druid.hadoop;
