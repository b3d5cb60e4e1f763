package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.Row;
import io.isobar.indexer.spec.PipelineSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a join does to single rows. Keys are equal if their texts are; a row without a value for a key matches nothing. */
public final class RowJoin {
    private final PipelineSpec.Join join;
    private final List<String> leftKeys;
    private final List<String> rightKeys;

    public RowJoin(PipelineSpec.Join join) {
        this.join = join;
        this.leftKeys = join.on().stream().map(PipelineSpec.Key::left).toList();
        this.rightKeys = join.on().stream().map(PipelineSpec.Key::right).toList();
    }

    /** The values that must be equal, or none if one is missing. */
    public Optional<List<String>> key(Row row, boolean left) {
        List<String> fields = left ? leftKeys : rightKeys;
        String[] values = new String[fields.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = row.value(fields.get(i));
            if (value == null) {
                return Optional.empty();
            }
            values[i] = value.toString();
        }
        return Optional.of(List.of(values));
    }

    public boolean keepsUnmatched() {
        return join.keepUnmatched();
    }

    /** Adds the wanted fields of a matching right row to the left row. */
    public void combine(Row left, Row right) {
        Function<String, Optional<String>> name = join.take().isEmpty()
                ? field -> Optional.of(join.prefix() + field)
                : field -> Optional.ofNullable(join.take().get(field));
        right.fields().forEach((field, value) -> name.apply(field).ifPresent(to -> left.set(to, value)));
    }
}
