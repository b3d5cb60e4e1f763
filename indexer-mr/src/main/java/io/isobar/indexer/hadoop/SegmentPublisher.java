package io.isobar.indexer.hadoop;

import io.isobar.catalog.CrashPoint;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.indexer.partition.BucketPlan;
import io.isobar.segment.Segment;
import io.isobar.segment.ValueType;
import io.isobar.segment.build.SegmentSummary;
import io.isobar.segment.build.SegmentZip;
import io.isobar.segment.column.Column;
import io.isobar.segment.column.NumericColumn;
import io.isobar.segment.column.StringColumn;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Zips segments and puts them into the store under the hash of their zip. */
final class SegmentPublisher implements Closeable {
    private final SegmentStore store;
    private final ScratchDirectory scratch;

    SegmentPublisher(URI store, Configuration conf, ScratchDirectory scratch) throws IOException {
        this.store = RunStore.open(store, conf);
        this.scratch = scratch;
    }

    BuiltSegment publish(Path segment, BucketPlan.Bucket bucket, SegmentSummary summary, long rowsIn)
            throws IOException {
        Path zip = scratch.fresh("segment.zip");
        ZipDigest digest = new ZipDigest(ReleaseSegment.CHUNK_BYTES);
        try (OutputStream file = Files.newOutputStream(zip);
                OutputStream hashed = digest.over(new BufferedOutputStream(file, 1 << 16))) {
            SegmentZip.pack(segment, hashed);
        }
        String sha256 = digest.sha256();
        try (InputStream bytes = Files.newInputStream(zip)) {
            store.put(bytes, sha256);
        } catch (IOException e) {
            throw new IOException(
                    "Segment [%s] shard [%d] can't be stored in [%s]: %s"
                            .formatted(bucket.chunk().interval(), bucket.shard(), store.uri(), e.getMessage()),
                    e);
        }
        CrashPoint.reached("index.segment.after-put");
        long length = Files.size(zip);
        scratch.remove(zip);
        return new BuiltSegment(
                bucket.chunk().interval(),
                bucket.shard(),
                tellsByValue(segment, bucket.chunk().sharding().dimensions()),
                summary.dimensions(),
                summary.metrics(),
                rowsIn,
                summary.rows(),
                length,
                summary.bytes(),
                sha256,
                digest.crc32c());
    }

    /**
     * Whether a filter's value leads to the shards that have its rows. It doesn't if a row has several values, since the row is
     * only where all of them lead, nor for floating numbers, which have more than one text.
     */
    private static boolean tellsByValue(Path segment, List<String> partitionDimensions) throws IOException {
        if (partitionDimensions.isEmpty()) {
            return true;
        }
        try (Segment opened = Segment.open(segment)) {
            for (String dimension : partitionDimensions) {
                Column column = opened.column(dimension).orElse(null);
                if (column instanceof StringColumn strings && strings.multiValue()) {
                    return false;
                }
                if (column instanceof NumericColumn && column.type() != ValueType.LONG) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
