package io.isobar.indexer.hadoop;

import io.isobar.indexer.input.WrappedValue;
import io.isobar.indexer.spec.InputFormatSpec.BinarySpec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro's values as those of a row: decimals as doubles, other logical types as the plain type beneath them, bytes as bytes
 * or text. As in Druid paths see values as they were written, and what they find is {@link #finished} after.
 */
final class AvroValues {
    /** Druid discovers no truth values. */
    private static final Set<Schema.Type> DISCOVERED = EnumSet.of(
            Schema.Type.STRING,
            Schema.Type.BYTES,
            Schema.Type.INT,
            Schema.Type.LONG,
            Schema.Type.FLOAT,
            Schema.Type.DOUBLE,
            Schema.Type.ENUM,
            Schema.Type.FIXED);

    private final BinarySpec spec;

    AvroValues(BinarySpec spec) {
        this.spec = spec;
    }

    /** The fields that Druid takes without being told: plain ones, lists of plain ones, and both where null is possible. */
    static Set<String> discoverable(Schema record) {
        Set<String> names = new HashSet<>();
        for (Schema.Field field : record.getFields()) {
            Schema schema = field.schema();
            boolean optional = schema.isUnion() && schema.getTypes().size() == 2 && schema.isNullable();
            if (optional) {
                List<Schema> types = schema.getTypes();
                schema = types.get(types.get(0).getType() == Schema.Type.NULL ? 1 : 0);
            }
            boolean list = schema.getType() == Schema.Type.ARRAY;
            if (DISCOVERED.contains((list ? schema.getElementType() : schema).getType())) {
                names.add(field.name());
            }
        }
        return names;
    }

    /** The fields of a record, or those of them that are wanted. */
    Map<String, @Nullable Object> fields(IndexedRecord record, Optional<Set<String>> wanted) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            if (wanted.isEmpty() || wanted.get().contains(field.name())) {
                fields.put(field.name(), plain(field.schema(), record.get(field.pos())));
            }
        }
        return fields;
    }

    private @Nullable Object plain(Schema schema, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (schema.getType()) {
            case RECORD -> fields((IndexedRecord) value, Optional.empty());
            case ARRAY -> list(schema.getElementType(), (List<?>) value);
            case MAP -> map(schema.getValueType(), (Map<?, ?>) value);
            case UNION -> oneOf(schema, value);
            case BYTES -> bytes(schema, bytes((ByteBuffer) value));
            case FIXED -> bytes(schema, ((GenericFixed) value).bytes().clone());
            case INT -> ((Number) value).longValue();
            case ENUM, STRING -> value.toString();
            default -> value;
        };
    }

    private @Nullable Object oneOf(Schema union, Object value) {
        Schema type = union.getTypes().get(GenericData.get().resolveUnion(union, value));
        Object plain = plain(type, value);
        int types = union.getTypes().size() - (union.isNullable() ? 1 : 0);
        return plain != null && spec.unionsByType() && types > 1 ? new WrappedValue(type.getName(), plain) : plain;
    }

    private List<@Nullable Object> list(Schema element, List<?> values) {
        boolean bag = spec.fromPig() && values.stream().anyMatch(IndexedRecord.class::isInstance);
        List<@Nullable Object> list = bag ? new Bag(values.size()) : new ArrayList<>(values.size());
        values.forEach(value -> list.add(plain(element, value)));
        return list;
    }

    /** A list of Pig's tuples. */
    private static final class Bag extends ArrayList<@Nullable Object> {
        private static final long serialVersionUID = 1;

        Bag(int size) {
            super(size);
        }
    }

    /**
     * What a field holds if this was found for it: lists have no nulls then, a bag has the first fields of its tuples, and a
     * value of several possible types is itself.
     */
    static @Nullable Object finished(@Nullable Object found) {
        if (found instanceof List<?> list) {
            List<@Nullable Object> finished = new ArrayList<>(list.size());
            for (Object element : list) {
                if (found instanceof Bag && element instanceof Map<?, ?> tuple) {
                    finished.add(String.valueOf(first(tuple)));
                } else if (element != null) {
                    finished.add(finished(element));
                }
            }
            return finished;
        }
        if (found instanceof WrappedValue wrapped) {
            return finished(first(wrapped));
        }
        if (!(found instanceof Map<?, ?> map)) {
            return found;
        }
        Map<String, @Nullable Object> finished = new LinkedHashMap<>();
        map.forEach((name, value) -> finished.put(String.valueOf(name), finished(value)));
        return finished;
    }

    private static @Nullable Object first(Map<?, ?> map) {
        return map.values().iterator().next();
    }

    private Map<String, @Nullable Object> map(Schema type, Map<?, ?> values) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        values.forEach((key, value) -> map.put(String.valueOf(key), plain(type, value)));
        return map;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private Object bytes(Schema schema, byte[] bytes) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return new BigDecimal(new BigInteger(bytes), decimal.getScale()).doubleValue();
        }
        return spec.bytesAreText() ? new String(bytes, StandardCharsets.UTF_8) : bytes;
    }
}
