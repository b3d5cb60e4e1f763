package io.isobar.indexer.hadoop;

import io.isobar.indexer.shuffle.RowKey;
import org.apache.hadoop.conf.Configurable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.mapreduce.Partitioner;

/** Sends buckets to the reducers that the driver dealt them to; a reducer builds its buckets one after the other. */
final class IndexPartitioner extends Partitioner<BytesWritable, BytesWritable> implements Configurable {
    private Configuration conf = new Configuration(false);
    private int[] reducerOfBucket = {};

    @Override
    public void setConf(Configuration conf) {
        this.conf = conf;
        this.reducerOfBucket = StageConf.reducers(conf);
    }

    @Override
    public Configuration getConf() {
        return conf;
    }

    @Override
    public int getPartition(BytesWritable key, BytesWritable value, int reducers) {
        return reducerOfBucket[RowKey.bucket(key.getBytes())];
    }
}
