package io.isobar.indexer.slice;

import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.segment.Interval;
import io.isobar.segment.time.Granularity;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One datasource that a template writes: which chunks of segments a slice replaces of it.
 *
 * @param granularity that cuts time into chunks; empty under {@code arbitrary}
 * @param listed the chunks under {@code arbitrary}; empty if each slice is one
 */
record SlicedOutput(String dataSource, Optional<Granularity> granularity, List<Interval> listed) {
    SlicedOutput {
        listed = List.copyOf(listed);
    }

    /**
     * The output as a file has it.
     *
     * @param stand what the intervals of the file stand for if they name the slice
     */
    static SlicedOutput of(IndexSpecFile file, Interval stand) {
        Optional<Granularity> granularity = file.spec().granularity().segmentGranularity();
        List<Interval> chunks =
                granularity.isPresent() ? List.of() : file.spec().granularity().chunks();
        return new SlicedOutput(
                file.spec().dataSource(), granularity, chunks.equals(List.of(stand)) ? List.of() : chunks);
    }

    /** The clock on which its chunks begin, if they follow one. */
    Optional<ZoneId> clock() {
        return granularity.filter(each -> !each.isAll()).map(Granularity::zone);
    }

    /** The intervals that a run of this slice replaces; none if the slice has none of those that are listed. */
    List<Interval> replaced(Interval slice) {
        return listed.isEmpty()
                ? List.of(slice)
                : listed.stream().filter(slice::contains).toList();
    }

    void requireWholeChunks(Interval slice) {
        List<Interval> cut = granularity.isPresent()
                ? cutChunks(slice, granularity.get())
                : listed.stream()
                        .filter(chunk -> chunk.overlaps(slice) && !slice.contains(chunk))
                        .toList();
        if (!cut.isEmpty()) {
            throw new IllegalArgumentException(
                    ("Slice [%s] would replace a part of the chunk [%s] of [%s] only, and what else is in it would be lost:"
                                    + " segments are replaced by the chunk%s; begin, end and step so that slices are whole"
                                    + " chunks")
                            .formatted(
                                    slice,
                                    cut.get(0),
                                    dataSource,
                                    granularity
                                            .map(each -> ", here granularitySpec.segmentGranularity [" + each
                                                    + "] on the clock of [" + each.zone() + "]")
                                            .orElse(", here those of granularitySpec.intervals")));
        }
    }

    private static List<Interval> cutChunks(Interval slice, Granularity granularity) {
        if (granularity.isAll() || slice.isEmpty()) {
            return List.of();
        }
        List<Interval> cut = new ArrayList<>();
        for (long time : new long[] {slice.start(), slice.end() - 1}) {
            long start = granularity.bucketStart(time);
            Interval chunk = new Interval(start, granularity.nextBucket(start));
            if (!slice.contains(chunk)) {
                cut.add(chunk);
            }
        }
        return cut;
    }
}
