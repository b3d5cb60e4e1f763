package io.isobar.indexer.hadoop;

import io.isobar.indexer.shuffle.StageKey;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.mapreduce.Partitioner;

/** Sends the rows of a group to one reducer. */
final class StagePartitioner extends Partitioner<BytesWritable, BytesWritable> {
    @Override
    public int getPartition(BytesWritable key, BytesWritable value, int reducers) {
        return StageKey.hash(key.getBytes(), key.getLength()) % reducers;
    }
}
