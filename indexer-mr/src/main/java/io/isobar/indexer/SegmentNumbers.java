package io.isobar.indexer;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.ShardSpec;
import io.isobar.indexer.hadoop.BuiltSegment;
import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers the segments of each chunk. A shard without rows has no segment; the others are numbered without gaps, since Druid
 * shows a chunk only when it has all of its core partitions, and keep the number of their hash bucket beside it.
 */
final class SegmentNumbers {
    private SegmentNumbers() {}

    static List<ReleaseSegment> number(List<BuiltSegment> built, String dataSource, String version) {
        Map<Interval, List<BuiltSegment>> byChunk = new TreeMap<>();
        built.forEach(segment -> byChunk.computeIfAbsent(segment.interval(), chunk -> new ArrayList<>())
                .add(segment));
        List<ReleaseSegment> numbered = new ArrayList<>();
        for (List<BuiltSegment> chunk : byChunk.values()) {
            chunk.sort(Comparator.comparingInt(BuiltSegment::shard));
            for (int i = 0; i < chunk.size(); i++) {
                numbered.add(segment(chunk.get(i), i, chunk.size(), dataSource, version));
            }
        }
        return numbered;
    }

    private static ReleaseSegment segment(
            BuiltSegment built, int partition, int partitions, String dataSource, String version) {
        return new ReleaseSegment(
                new SegmentId(dataSource, built.interval(), version, partition),
                new ShardSpec.Hashed(
                        partition,
                        partitions,
                        built.shard(),
                        built.shards(),
                        built.partitionDimensions(),
                        ShardSpec.Hashed.MURMUR3),
                built.dimensions(),
                built.metrics(),
                built.rows(),
                built.bytes(),
                built.size(),
                built.sha256(),
                built.crc32c());
    }
}
