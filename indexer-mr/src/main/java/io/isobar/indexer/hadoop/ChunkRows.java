package io.isobar.indexer.hadoop;

import io.isobar.indexer.partition.BucketPlan;
import io.isobar.indexer.partition.Sharding;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.segment.Interval;
import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.RowShape;
import java.util.List;
import java.util.Optional;

/** Finds the time chunk of a row, and brings the row into the form that it has there. Chunks may be unknown as yet. */
final class ChunkRows {
    private final IngestionSpec spec;
    private final Optional<BucketPlan> known;
    /** Rows of one chunk mostly come together. */
    private Interval chunk = new Interval(0, 0);

    private RowShape shape;

    ChunkRows(IngestionSpec spec, Optional<BucketPlan> known) {
        this.spec = spec;
        this.known = known;
        this.shape = new RowShape(spec.toSegmentSpec(chunk));
    }

    /** Whether the time is in a chunk. */
    boolean wants(long time) {
        return known.isEmpty() || known.get().chunkAt(time) != BucketPlan.NONE;
    }

    /** The chunk of a time that is in one. */
    Interval chunkOf(long time) {
        if (!chunk.contains(time)) {
            chunk = known.isPresent()
                    ? known.get().chunks().get(known.get().chunkAt(time)).interval()
                    : spec.granularity().chunkOf(time);
            shape = new RowShape(spec.toSegmentSpec(chunk));
        }
        return chunk;
    }

    /** The row as its chunk's segments have it; the time of what is returned is still in the chunk. */
    BuildRow shape(BuildRow row) {
        chunkOf(row.timestamp());
        return shape.shape(row);
    }

    /** The chunks that the spec lists, each cut by nothing; none if the rows tell. */
    static Optional<BucketPlan> known(IngestionSpec spec) {
        List<Interval> chunks = spec.granularity().chunks();
        return chunks.isEmpty() ? Optional.empty() : Optional.of(BucketPlan.uniform(chunks, Sharding.hashed(1)));
    }
}
