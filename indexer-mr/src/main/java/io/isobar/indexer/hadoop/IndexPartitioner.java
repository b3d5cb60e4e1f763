package io.isobar.indexer.hadoop;

import io.isobar.indexer.shuffle.RowKey;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.mapreduce.Partitioner;

/** Deals buckets to reducers; a reducer builds its buckets one after the other. */
final class IndexPartitioner extends Partitioner<BytesWritable, BytesWritable> {
    @Override
    public int getPartition(BytesWritable key, BytesWritable value, int reducers) {
        return RowKey.bucket(key.getBytes()) % reducers;
    }
}
