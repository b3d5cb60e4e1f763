package io.isobar.indexer.pipeline;

import io.isobar.indexer.input.Row;
import io.isobar.indexer.shuffle.ByteSink;
import io.isobar.indexer.shuffle.RowBytes;
import io.isobar.indexer.spec.AggregationSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a field in their order, numbers before texts; of a list each of its values. There are no more than the bound:
 * those that come first stay, which are the same in whatever order they came, and however lists were put together.
 */
final class ListAggregate extends Aggregate {
    private static final String VALUE = "v";

    private final ValueOrder order = new ValueOrder();
    private final ByteSink bytes = new ByteSink();
    private final List<Element> elements = new ArrayList<>();

    private static final class Element implements Comparable<Element> {
        private final Object value;
        private final byte[] order;
        /** Tells values apart that are equal in the order, such as 1 and 1.0. */
        private final byte[] exact;

        Element(Object value, byte[] order, byte[] exact) {
            this.value = value;
            this.order = order;
            this.exact = exact;
        }

        Object value() {
            return value;
        }

        @Override
        public int compareTo(Element other) {
            int byOrder = Arrays.compareUnsigned(order, other.order);
            return byOrder != 0 ? byOrder : Arrays.compareUnsigned(exact, other.exact);
        }

        boolean equalsInOrder(Element other) {
            return Arrays.equals(order, other.order);
        }
    }

    ListAggregate(AggregationSpec spec) {
        super(spec);
    }

    @Override
    void clear() {
        elements.clear();
    }

    @Override
    void add(Row row) {
        Object value = row.value(spec().field().orElseThrow());
        if (value != null) {
            merge(value);
        }
    }

    /** A value, or a list of values. */
    @Override
    void merge(Object state) {
        if (state instanceof List<?> list) {
            for (Object each : list) {
                if (each != null) {
                    merge(each);
                }
            }
        } else {
            insert(element(state));
        }
    }

    private Element element(Object value) {
        Row alone = new Row();
        alone.set(VALUE, value);
        RowBytes.write(alone, bytes.clear());
        return new Element(value, order.of(value), Arrays.copyOf(bytes.array(), bytes.size()));
    }

    private void insert(Element element) {
        int found = Collections.binarySearch(elements, element);
        int place = found < 0 ? -found - 1 : found;
        if (spec().distinct()) {
            if (found >= 0 || (place > 0 && elements.get(place - 1).equalsInOrder(element))) {
                return;
            }
            if (place < elements.size() && elements.get(place).equalsInOrder(element)) {
                elements.set(place, element);
                return;
            }
        }
        if (place >= spec().maxValues()) {
            return;
        }
        elements.add(place, element);
        if (elements.size() > spec().maxValues()) {
            elements.remove(elements.size() - 1);
        }
    }

    @Override
    @Nullable
    Object state() {
        return elements.isEmpty() ? null : elements.stream().map(Element::value).toList();
    }

    @Override
    @Nullable
    Object result() {
        return state();
    }
}
