package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.WrappedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/**
 * Converters for groups: records, lists, maps. Each hands its value to the one above when its group ends.
 *
 * <p>Groups within a record have all their fields, null if they are absent, in the order in which Druid has them: so the text
 * of one is that of Druid.
 */
final class ParquetConverters {
    private final ParquetView view;

    ParquetConverters(ParquetView view) {
        this.view = view;
    }

    /** The converter for records. */
    GroupConverter records(GroupType type, Consumer<Map<String, @Nullable Object>> sink) {
        return new Fields(type, LinkedHashMap::new, sink);
    }

    private Converter of(Type type, Consumer<Object> sink) {
        if (type.isPrimitive()) {
            return new ParquetValue(type.asPrimitiveType(), view, sink);
        }
        GroupType group = type.asGroupType();
        if (group.isRepetition(Repetition.REPEATED)) {
            return repeated(group, sink);
        }
        if (view.isMap(group)) {
            return new Entries(group, sink);
        }
        return view.isList(group) ? new Elements(group, sink) : fields(group, sink);
    }

    /** A group as a map, whatever it is annotated to be. */
    private Fields fields(GroupType group, Consumer<Object> sink) {
        Map<String, @Nullable Object> empty = view.byAnnotation() ? new LinkedHashMap<>() : new HashMap<>();
        group.getFields().forEach(field -> empty.put(field.getName(), null));
        return new Fields(
                group,
                view.byAnnotation() ? () -> new LinkedHashMap<>(empty) : () -> new HashMap<>(empty),
                sink::accept);
    }

    /** One of the groups that a field repeats: one with a single plain field stands for that, except to paths. */
    private Converter repeated(GroupType group, Consumer<Object> sink) {
        if (group.getFieldCount() != 1 || !group.getType(0).isPrimitive()) {
            return fields(group, sink);
        }
        String name = group.getFieldName(0);
        return fields(group, fields -> sink.accept(new WrappedValue(name, ((Map<?, ?>) fields).get(name))));
    }

    /** A group as a map; a repeated field in it is a list. */
    private final class Fields extends GroupConverter {
        private final Converter[] fields;
        private final Supplier<Map<String, @Nullable Object>> begin;
        private final Consumer<Map<String, @Nullable Object>> sink;
        private Map<String, @Nullable Object> current = Map.of();

        Fields(
                GroupType type,
                Supplier<Map<String, @Nullable Object>> begin,
                Consumer<Map<String, @Nullable Object>> sink) {
            this.begin = begin;
            this.sink = sink;
            this.fields = new Converter[type.getFieldCount()];
            for (int i = 0; i < fields.length; i++) {
                Type field = type.getType(i);
                String name = field.getName();
                fields[i] = of(
                        field,
                        field.isRepetition(Repetition.REPEATED)
                                ? value -> listIn(current, name).add(value)
                                : value -> current.put(name, value));
            }
        }

        @SuppressWarnings("unchecked")
        private static List<Object> listIn(Map<String, @Nullable Object> record, String name) {
            return (List<Object>) record.computeIfAbsent(name, absent -> new ArrayList<>());
        }

        @Override
        public Converter getConverter(int field) {
            return fields[field];
        }

        @Override
        public void start() {
            current = begin.get();
        }

        @Override
        public void end() {
            sink.accept(current);
        }
    }

    /** A list, whose elements may be wrapped once more: see {@link ParquetView#unwraps}. */
    private final class Elements extends GroupConverter {
        private final Converter repeated;
        private final Consumer<Object> sink;
        private List<@Nullable Object> current = new ArrayList<>();

        Elements(GroupType list, Consumer<Object> sink) {
            this.sink = sink;
            Type inner = list.getType(0);
            if (inner.isPrimitive()) {
                this.repeated = of(inner, element -> current.add(element));
            } else if (view.unwraps(inner.asGroupType())) {
                this.repeated = new Wrapper(inner.asGroupType().getType(0), element -> current.add(element));
            } else {
                this.repeated = fields(inner.asGroupType(), element -> current.add(element));
            }
        }

        @Override
        public Converter getConverter(int field) {
            return repeated;
        }

        @Override
        public void start() {
            current = new ArrayList<>();
        }

        @Override
        public void end() {
            sink.accept(current);
        }
    }

    /** A group that is only there so that what it holds may be null. */
    private final class Wrapper extends GroupConverter {
        private final Converter wrapped;
        private final Consumer<@Nullable Object> sink;
        private @Nullable Object current;

        Wrapper(Type wrapped, Consumer<@Nullable Object> sink) {
            this.sink = sink;
            this.wrapped = wrapped.isPrimitive() || view.byAnnotation()
                    ? of(wrapped, value -> current = value)
                    : fields(wrapped.asGroupType(), value -> current = value);
        }

        @Override
        public Converter getConverter(int field) {
            return wrapped;
        }

        @Override
        public void start() {
            current = null;
        }

        @Override
        public void end() {
            sink.accept(current);
        }
    }

    private final class Entries extends GroupConverter {
        private final Converter repeated;
        private final Consumer<Object> sink;
        private Map<String, @Nullable Object> current = new HashMap<>();

        Entries(GroupType map, Consumer<Object> sink) {
            this.sink = sink;
            GroupType entry = map.getType(0).asGroupType();
            String key = entry.getFieldName(0);
            String value = entry.getFieldName(1);
            this.repeated = new Fields(
                    entry, LinkedHashMap::new, pair -> current.put(String.valueOf(pair.get(key)), pair.get(value)));
        }

        @Override
        public Converter getConverter(int field) {
            return repeated;
        }

        @Override
        public void start() {
            current = new HashMap<>();
        }

        @Override
        public void end() {
            sink.accept(current);
        }
    }
}
