package io.isobar.indexer.hadoop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/** Converters for groups: records, lists, maps. Each hands its value to the one above when its group ends. */
final class ParquetConverters {
    private ParquetConverters() {}

    private static Converter of(Type type, boolean binaryAsString, Consumer<Object> sink) {
        if (type.isPrimitive()) {
            return new ParquetValue(type.asPrimitiveType(), binaryAsString, sink);
        }
        GroupType group = type.asGroupType();
        boolean wraps = group.getFieldCount() == 1 && group.getType(0).isRepetition(Repetition.REPEATED);
        if (wraps && group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation) {
            return new Elements(group, binaryAsString, sink);
        }
        if (wraps && group.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation) {
            return new Entries(group, binaryAsString, sink);
        }
        return new Fields(group, binaryAsString, sink::accept);
    }

    /** A group as a map; a repeated field in it is a list. */
    static final class Fields extends GroupConverter {
        private final Converter[] fields;
        private final Consumer<Map<String, @Nullable Object>> sink;
        private Map<String, @Nullable Object> current = new LinkedHashMap<>();

        Fields(GroupType type, boolean binaryAsString, Consumer<Map<String, @Nullable Object>> sink) {
            this.sink = sink;
            this.fields = new Converter[type.getFieldCount()];
            for (int i = 0; i < fields.length; i++) {
                Type field = type.getType(i);
                String name = field.getName();
                fields[i] = of(
                        field,
                        binaryAsString,
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
            current = new LinkedHashMap<>();
        }

        @Override
        public void end() {
            sink.accept(current);
        }
    }

    /** A group that wraps a repeated field: {@code list.element}, or elements that repeat themselves (older writers). */
    private static final class Elements extends GroupConverter {
        private final Converter repeated;
        private final Consumer<Object> sink;
        private List<@Nullable Object> current = new ArrayList<>();

        Elements(GroupType type, boolean binaryAsString, Consumer<Object> sink) {
            this.sink = sink;
            Type inner = type.getType(0);
            boolean threeLevels = !inner.isPrimitive() && inner.asGroupType().getFieldCount() == 1;
            this.repeated = threeLevels
                    ? new Fields(
                            inner.asGroupType(),
                            binaryAsString,
                            element -> current.add(
                                    element.get(inner.asGroupType().getType(0).getName())))
                    : of(inner, binaryAsString, element -> current.add(element));
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

    private static final class Entries extends GroupConverter {
        private final Converter repeated;
        private final Consumer<Object> sink;
        private Map<String, @Nullable Object> current = new LinkedHashMap<>();

        Entries(GroupType type, boolean binaryAsString, Consumer<Object> sink) {
            this.sink = sink;
            GroupType entry = type.getType(0).asGroupType();
            String key = entry.getType(0).getName();
            String value = entry.getFieldCount() > 1 ? entry.getType(1).getName() : "";
            this.repeated = new Fields(
                    entry, binaryAsString, pair -> current.put(String.valueOf(pair.get(key)), pair.get(value)));
        }

        @Override
        public Converter getConverter(int field) {
            return repeated;
        }

        @Override
        public void start() {
            current = new LinkedHashMap<>();
        }

        @Override
        public void end() {
            sink.accept(current);
        }
    }
}
