package io.isobar.indexer.partition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.isobar.segment.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Numbers all segments that a run may produce: buckets, in the order of their chunks and shards. Immutable. */
public final class BucketPlan {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** For a time that is in no chunk. */
    public static final int NONE = -1;

    private final List<Chunk> chunks;
    private final long[] starts;
    private final int[] firstBucket;
    private final int buckets;

    /** A plan of chunks that ascend and don't overlap. */
    public BucketPlan(List<Chunk> chunks) {
        this.chunks = List.copyOf(chunks);
        this.starts = new long[chunks.size()];
        this.firstBucket = new int[chunks.size()];
        int next = 0;
        for (int i = 0; i < starts.length; i++) {
            Interval interval = chunks.get(i).interval();
            if (i > 0 && chunks.get(i - 1).interval().end() > interval.start()) {
                throw new IllegalArgumentException("Chunk [%s] begins before [%s] ends"
                        .formatted(interval, chunks.get(i - 1).interval()));
            }
            starts[i] = interval.start();
            firstBucket[i] = next;
            next = Math.addExact(next, chunks.get(i).shards());
        }
        this.buckets = next;
    }

    /** The same rule for each chunk. */
    public static BucketPlan uniform(List<Interval> chunks, Sharding sharding) {
        return new BucketPlan(
                chunks.stream().map(chunk -> new Chunk(chunk, sharding)).toList());
    }

    /** Where one bucket is: the chunk and the number of the shard in it. */
    public record Bucket(Chunk chunk, int shard) {}

    public List<Chunk> chunks() {
        return chunks;
    }

    public int buckets() {
        return buckets;
    }

    /** The place of the chunk that the time is in, or {@link #NONE}. */
    public int chunkAt(long time) {
        int low = 0;
        int high = starts.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] > time) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return high >= 0 && chunks.get(high).interval().contains(time) ? high : NONE;
    }

    /** The number of a bucket from the place of its chunk and its shard. */
    public int bucket(int chunk, int shard) {
        return firstBucket[chunk] + shard;
    }

    /** What {@link #bucket} numbered. */
    public Bucket at(int bucket) {
        int chunk = Arrays.binarySearch(firstBucket, bucket);
        chunk = chunk >= 0 ? chunk : -chunk - 2;
        return new Bucket(chunks.get(chunk), bucket - firstBucket[chunk]);
    }

    /** As text that {@link #parse} reads: {@code [["2001-01-01T…/2001-01-02T…", {"type":"hashed",…}], …]}. */
    public String toJson() {
        ArrayNode all = MAPPER.createArrayNode();
        chunks.forEach(chunk -> all.addArray()
                .add(chunk.interval().toString())
                .add(chunk.sharding().toJson()));
        return all.toString();
    }

    public static BucketPlan parse(String json) {
        try {
            List<Chunk> chunks = new ArrayList<>();
            for (JsonNode chunk : MAPPER.readTree(json)) {
                chunks.add(new Chunk(Interval.parse(chunk.get(0).textValue()), Sharding.fromJson(chunk.get(1))));
            }
            return new BucketPlan(chunks);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Plan of buckets [" + json + "] can't be read", e);
        }
    }
}
