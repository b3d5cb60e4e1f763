package io.isobar.indexer;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.ShardSpec;
import io.isobar.indexer.hadoop.BuiltSegment;
import io.isobar.indexer.hadoop.HadoopJobs;
import io.isobar.indexer.partition.Sharding;
import io.isobar.indexer.spec.PartitionsSpec;
import io.isobar.segment.Interval;
import io.isobar.segment.SegmentId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Numbers the segments of each chunk. A shard without rows has no segment; the others are numbered without gaps, since Druid
 * shows a chunk only when it has all of its core partitions, and keep the number of their hash bucket or their range beside it.
 *
 * <p>Nothing is said of buckets and ranges if the spec wants it so, or if a broker would draw wrong conclusions from it.
 */
final class SegmentNumbers {
    private SegmentNumbers() {}

    static List<ReleaseSegment> number(
            HadoopJobs.Built built, PartitionsSpec partitions, String dataSource, String version) {
        Map<Interval, Sharding> shardings = new HashMap<>();
        built.buckets().chunks().forEach(chunk -> shardings.put(chunk.interval(), chunk.sharding()));
        Map<Interval, List<BuiltSegment>> byChunk = new TreeMap<>();
        built.segments()
                .forEach(segment -> byChunk.computeIfAbsent(segment.interval(), chunk -> new ArrayList<>())
                        .add(segment));
        List<ReleaseSegment> segments = new ArrayList<>();
        byChunk.forEach((interval, chunk) -> {
            Sharding sharding = Objects.requireNonNull(shardings.get(interval));
            boolean numbered = partitions.extendable() || !chunk.stream().allMatch(BuiltSegment::tellsByValue);
            chunk.sort(Comparator.comparingInt(BuiltSegment::shard));
            for (int i = 0; i < chunk.size(); i++) {
                BuiltSegment segment = chunk.get(i);
                segments.add(segment(
                        segment,
                        new SegmentId(dataSource, interval, version, i),
                        numbered
                                ? new ShardSpec.Numbered(i, chunk.size())
                                : sharding.shardSpec(segment.shard(), i, chunk.size())));
            }
        });
        return segments;
    }

    private static ReleaseSegment segment(BuiltSegment built, SegmentId id, ShardSpec shardSpec) {
        return new ReleaseSegment(
                id,
                shardSpec,
                built.dimensions(),
                built.metrics(),
                built.rows(),
                built.bytes(),
                built.size(),
                built.sha256(),
                built.crc32c());
    }
}
