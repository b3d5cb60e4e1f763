package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.FieldNames;
import io.isobar.indexer.input.Row;
import io.isobar.indexer.input.RowTransform;
import io.isobar.indexer.spec.StageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which fields of a left and a right row must be equal, and what becomes of a pair. A row without a value matches nothing. */
final class RowMatch {
    private final StageSpec.Match match;
    private final FieldNames ofTaken = new FieldNames();
    private final FieldNames ofAlone = new FieldNames();

    RowMatch(StageSpec.Match match) {
        this.match = match;
    }

    StageSpec.How how() {
        return match.how();
    }

    /** The values that must be equal, or null if one is missing. */
    @Nullable
    List<Object> key(Row row, boolean left) {
        List<Object> values = new ArrayList<>(match.on().size());
        for (StageSpec.Key key : match.on()) {
            Object value = row.value(left ? key.left() : key.right());
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return values;
    }

    /** What a table needs to hold of a right row. */
    Row taken(Row right) {
        Row taken = new Row(ofTaken);
        add(right, taken);
        return taken;
    }

    /** The left row with the wanted fields of a right row. */
    Row pair(Row left, Row right) {
        Row pair = Row.copyOf(left);
        add(right, pair);
        return pair;
    }

    /** The left row with what {@link #taken} gave of a right row. */
    Row pairTaken(Row left, Row taken) {
        Row pair = alone(left);
        taken.forEach(pair::set);
        return pair;
    }

    /** A left row that is in no pair: the fields taken of the right have no value. */
    Row alone(Row left) {
        Row alone = Row.copyOf(left);
        match.take().values().forEach(name -> alone.set(name, null));
        return alone;
    }

    /** A right row that is in no pair: what it gives to a pair, its key under the names of the left, and its time. */
    Row rightAlone(Row right) {
        Row alone = new Row(ofAlone);
        match.on().forEach(key -> alone.set(key.left(), right.value(key.right())));
        alone.set(RowTransform.TIME, right.value(RowTransform.TIME));
        add(right, alone);
        return alone;
    }

    private void add(Row right, Row to) {
        if (match.take().isEmpty()) {
            right.forEach((field, value) -> to.set(match.prefix() + field, value));
            return;
        }
        for (Map.Entry<String, String> field : match.take().entrySet()) {
            to.set(field.getValue(), right.value(field.getKey()));
        }
    }
}
