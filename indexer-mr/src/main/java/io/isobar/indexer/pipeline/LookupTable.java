package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.Row;
import io.isobar.indexer.shuffle.StageKey;
import io.isobar.indexer.spec.StageSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a small table by key, with only the fields that the stage takes. Not thread-safe. */
public final class LookupTable {
    private static final long ENTRY = 160;
    private static final long FIELD = 96;

    private final StageSpec.Lookup stage;
    private final RowMatch match;
    private final StageKey key = new StageKey();
    private final Map<ByteBuffer, List<Row>> rows = new HashMap<>();
    private long bytes;

    /** A table without rows. */
    public LookupTable(StageSpec.Lookup stage) {
        this.stage = stage;
        this.match = new RowMatch(stage.match());
    }

    /**
     * Adds a row of the table.
     *
     * @throws IOException if the table is larger than it may be
     */
    public void add(Row row) throws IOException {
        ByteBuffer values = key(row, false);
        if (values == null) {
            return;
        }
        Row taken = match.taken(row);
        bytes += ENTRY + values.remaining();
        for (Object value : taken.fields().values()) {
            bytes += size(value);
        }
        if (bytes > stage.maxBytes()) {
            throw new IOException(
                    "Table [%s] of stage [%s] takes more than [%d] bytes of memory, which is its [maxBytes]: join it in a stage of type [join], take fewer fields, or give the tasks more heap and raise [maxBytes]"
                            .formatted(stage.table(), stage.name(), stage.maxBytes()));
        }
        rows.computeIfAbsent(copy(values), absent -> new ArrayList<>(1)).add(taken);
    }

    /** About what a value takes, with the object itself. */
    private static long size(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return FIELD + list.stream().mapToLong(LookupTable::size).sum();
        }
        if (value instanceof Map<?, ?> map) {
            return FIELD + size(new ArrayList<>(map.keySet())) + size(new ArrayList<>(map.values()));
        }
        if (value instanceof byte[] content) {
            return FIELD + content.length;
        }
        if (value instanceof BigDecimal number) {
            return FIELD + number.unscaledValue().bitLength() / Byte.SIZE;
        }
        return FIELD + (value instanceof String text ? 2L * text.length() : 0);
    }

    /** Adds to {@code into} what becomes of a row. */
    void look(Row row, List<Row> into) {
        ByteBuffer values = key(row, true);
        List<Row> found = values == null ? List.of() : rows.getOrDefault(values, List.of());
        found.forEach(taken -> into.add(match.pairTaken(row, taken)));
        if (found.isEmpty() && match.how() == StageSpec.How.LEFT) {
            into.add(match.alone(row));
        }
    }

    private @Nullable ByteBuffer key(Row row, boolean left) {
        List<Object> values = match.key(row, left);
        if (values == null) {
            return null;
        }
        key.group(values);
        return ByteBuffer.wrap(key.bytes(), 0, key.length());
    }

    private static ByteBuffer copy(ByteBuffer values) {
        byte[] bytes = new byte[values.remaining()];
        values.duplicate().get(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
