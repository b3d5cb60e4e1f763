package io.isobar.indexer.partition;

import io.isobar.segment.build.BuildRow;
import io.isobar.segment.build.Dimension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows of each value of the dimensions that chunks may be cut by. Holds a bounded number of values, and hands on what
 * it has counted whenever there are more; so the same value may be handed on several times.
 */
public final class ValueCounts {
    private static final int MOST_VALUES = 100_000;
    private static final int MOST_CHUNKS = 5_000;
    private static final long MOST_CHARACTERS = 16L << 20;

    private final int[][] candidates;
    private final Receiver receiver;
    private final Map<Long, Chunk> chunks = new HashMap<>();
    private int values;
    private long characters;

    /** Gets the counts; a candidate is named by its place. */
    public interface Receiver {
        /** Rows of the chunk in which the candidate's dimensions have these values. */
        void counted(long chunkStart, int candidate, List<@Nullable String> values, long rows)
                throws IOException, InterruptedException;

        /** A row of the chunk has several values of one of the candidate's dimensions. */
        void unfit(long chunkStart, int candidate) throws IOException, InterruptedException;

        /** Rows of the chunk, whatever their values; may be none, which says that there is such a chunk. */
        void rows(long chunkStart, long rows) throws IOException, InterruptedException;
    }

    private static final class Chunk {
        private final List<Map<Object, long[]>> counts = new ArrayList<>();
        private final boolean[] unfit;
        private long rows;

        Chunk(int candidates) {
            unfit = new boolean[candidates];
            for (int i = 0; i < candidates; i++) {
                counts.add(new HashMap<>());
            }
        }
    }

    /** Counts for rows of these dimensions; each candidate is one or more of their names. */
    public ValueCounts(List<Dimension> dimensions, List<List<String>> candidates, Receiver receiver) {
        List<String> names = dimensions.stream().map(Dimension::name).toList();
        this.candidates = candidates.stream()
                .map(candidate -> candidate.stream().mapToInt(names::indexOf).toArray())
                .toArray(int[][]::new);
        this.receiver = receiver;
    }

    /** A row of the chunk. One that isn't {@code sampled} only shows that there is the chunk, and which candidates are unfit. */
    public void add(long chunkStart, BuildRow row, boolean sampled) throws IOException, InterruptedException {
        Chunk chunk = chunks.computeIfAbsent(chunkStart, start -> new Chunk(candidates.length));
        chunk.rows += sampled ? 1 : 0;
        for (int i = 0; i < candidates.length; i++) {
            if (!chunk.unfit[i]) {
                add(chunk, i, row, sampled);
            }
        }
        if (values > MOST_VALUES || chunks.size() > MOST_CHUNKS || characters > MOST_CHARACTERS) {
            flush();
        }
    }

    private void add(Chunk chunk, int candidate, BuildRow row, boolean sampled) {
        int[] places = candidates[candidate];
        for (int place : places) {
            if (row.dimensions()[place] instanceof List<?> list && list.size() > 1) {
                chunk.unfit[candidate] = true;
                return;
            }
        }
        if (!sampled) {
            return;
        }
        Object key = places.length == 1 ? single(row, places[0]) : tuple(row, places);
        long[] count = chunk.counts.get(candidate).get(key);
        if (count == null) {
            count = new long[1];
            chunk.counts.get(candidate).put(key, count);
            values++;
            characters += key.toString().length();
        }
        count[0]++;
    }

    /** A text, or an empty list for null: tuples of one are not worth a list each. */
    private static Object single(BuildRow row, int place) {
        String text = GroupKeyHash.firstText(row.dimensions()[place]);
        return text == null ? List.of() : text;
    }

    private static List<@Nullable String> tuple(BuildRow row, int[] places) {
        @Nullable String[] texts = new @Nullable String[places.length];
        for (int i = 0; i < places.length; i++) {
            texts[i] = GroupKeyHash.firstText(row.dimensions()[places[i]]);
        }
        return Arrays.asList(texts);
    }

    /** Hands on what has been counted, and forgets it. */
    public void flush() throws IOException, InterruptedException {
        for (Map.Entry<Long, Chunk> entry : chunks.entrySet()) {
            long start = entry.getKey();
            Chunk chunk = entry.getValue();
            receiver.rows(start, chunk.rows);
            for (int i = 0; i < candidates.length; i++) {
                if (chunk.unfit[i]) {
                    receiver.unfit(start, i);
                    continue;
                }
                for (Map.Entry<Object, long[]> count : chunk.counts.get(i).entrySet()) {
                    receiver.counted(start, i, values(count.getKey()), count.getValue()[0]);
                }
            }
        }
        chunks.clear();
        values = 0;
        characters = 0;
    }

    @SuppressWarnings("unchecked") // only single and tuple make keys
    private static List<@Nullable String> values(Object key) {
        if (key instanceof String text) {
            return List.of(text);
        }
        List<@Nullable String> tuple = (List<@Nullable String>) key;
        return tuple.isEmpty() ? Arrays.asList((String) null) : tuple;
    }
}
