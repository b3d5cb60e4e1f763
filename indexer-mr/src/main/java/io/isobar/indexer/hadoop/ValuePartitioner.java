package io.isobar.indexer.hadoop;

import io.isobar.indexer.shuffle.ValueKey;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.mapreduce.Partitioner;

/** Sends all values of a chunk's candidate to one reducer; other candidates may go to others. */
final class ValuePartitioner extends Partitioner<BytesWritable, LongWritable> {
    @Override
    public int getPartition(BytesWritable key, LongWritable value, int reducers) {
        return ValueKey.hash(key.getBytes()) % reducers;
    }
}
