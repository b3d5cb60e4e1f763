package io.isobar.indexer.partition;

import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Picks one of so many rows, by the hash of time and all dimensions: the same rows wherever they stand in the input.
 *
 * <p>What must not be missed is told by rows that aren't picked, too: that a chunk has rows, and that a dimension has several
 * values in a row.
 */
public final class RowSample {
    private static final int MOST_CHUNKS = 10_000;

    private final GroupKeyHash hash;
    private final int factor;
    private final int[] places;
    private final Map<Long, boolean[]> told = new HashMap<>();

    /** Of rows with these dimensions one of {@code factor}; several values count in those that are named. */
    public RowSample(List<Dimension> dimensions, List<List<String>> candidates, int factor) {
        List<String> names = dimensions.stream().map(Dimension::name).toList();
        this.hash = new GroupKeyHash(dimensions, List.of());
        this.factor = factor;
        this.places = candidates.stream()
                .flatMap(List::stream)
                .distinct()
                .mapToInt(names::indexOf)
                .toArray();
    }

    /** Whether the row is picked. */
    public boolean picks(BuildRow row) {
        return factor == 1 || Math.floorMod(hash.hash(row), factor) == 0;
    }

    /** Whether a row that isn't picked tells something of its chunk that no row before it has told. */
    public boolean tells(long chunkStart, BuildRow row) {
        boolean[] of = told.get(chunkStart);
        boolean news = of == null;
        if (of == null) {
            if (told.size() == MOST_CHUNKS) {
                told.clear();
            }
            of = new boolean[places.length];
            told.put(chunkStart, of);
        }
        for (int i = 0; i < places.length; i++) {
            if (!of[i] && row.dimensions()[places[i]] instanceof List<?> list && list.size() > 1) {
                of[i] = true;
                news = true;
            }
        }
        return news;
    }
}
