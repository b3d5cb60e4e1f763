package io.isobar.indexer.hadoop;

import io.isobar.indexer.shuffle.JoinKey;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.mapreduce.Partitioner;

/** Sends both sides of equal values to one reducer. */
final class JoinPartitioner extends Partitioner<BytesWritable, BytesWritable> {
    @Override
    public int getPartition(BytesWritable key, BytesWritable value, int reducers) {
        return JoinKey.hash(key.getBytes(), key.getLength()) % reducers;
    }
}
