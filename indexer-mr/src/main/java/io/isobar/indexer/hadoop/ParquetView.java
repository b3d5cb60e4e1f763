package io.isobar.indexer.hadoop;

import io.isobar.indexer.spec.InputFormatSpec.BinarySpec;
import io.isobar.indexer.spec.InputFormatSpec.ParquetReading;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;

/**
 * What the groups of a Parquet file are taken for. Druid's two parsers differ here, and the paths of their users' specs with
 * them.
 *
 * @param bytesAreText bytes without a type that says more are UTF-8
 * @param reading whose reading is followed
 */
record ParquetView(boolean bytesAreText, ParquetReading reading) {
    static ParquetView of(BinarySpec spec) {
        return new ParquetView(spec.bytesAreText(), spec.parquet());
    }

    boolean throughAvro() {
        return reading == ParquetReading.DRUID_AVRO;
    }

    /** By how much a whole number is divided to be milliseconds; 1 where it is left to a spec to say what it is. */
    long perMilli(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 1;
            case MICROS -> throughAvro() ? 1 : 1_000;
            case NANOS -> reading == ParquetReading.MEANT ? 1_000_000 : 1;
        };
    }

    /** Whether lists and maps are what they are annotated to be, whatever their levels are named. */
    boolean byAnnotation() {
        return reading != ParquetReading.DRUID;
    }

    /** The top-level fields that a row has without being told. */
    Set<String> discoverable(GroupType record) {
        return record.getFields().stream()
                .filter(this::isDiscovered)
                .map(Type::getName)
                .collect(Collectors.toSet());
    }

    private boolean isDiscovered(Type field) {
        return switch (reading) {
            case DRUID -> field.isPrimitive();
            case DRUID_AVRO -> isPlainToAvro(field);
            case MEANT ->
                field.isPrimitive()
                        || (isList(field.asGroupType()) && element(field).isPrimitive());
        };
    }

    /** Plain values but no truth values, and lists of such that can't be null. */
    private boolean isPlainToAvro(Type field) {
        if (field.isPrimitive()) {
            return field.asPrimitiveType().getPrimitiveTypeName() != PrimitiveTypeName.BOOLEAN;
        }
        if (!isList(field.asGroupType())) {
            return false;
        }
        Type element = element(field);
        return element.isPrimitive() && !element.isRepetition(Repetition.OPTIONAL) && isPlainToAvro(element);
    }

    private Type element(Type list) {
        Type repeated = list.asGroupType().getType(0);
        boolean wraps = !repeated.isPrimitive() && unwraps(repeated.asGroupType());
        return wraps ? repeated.asGroupType().getType(0) : repeated;
    }

    /** Whether a group is a list. */
    boolean isList(GroupType group) {
        return group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation && repeatsOneField(group);
    }

    /** Whether a group is a map, of pairs with a plain key; to Druid's parser for Parquet they must be named so. */
    boolean isMap(GroupType group) {
        LogicalTypeAnnotation annotation = group.getLogicalTypeAnnotation();
        boolean map = annotation instanceof MapLogicalTypeAnnotation || annotation instanceof MapKeyValueTypeAnnotation;
        if (!map || !repeatsOneField(group) || group.getType(0).isPrimitive()) {
            return false;
        }
        GroupType pair = group.getType(0).asGroupType();
        return pair.getFieldCount() == 2
                && pair.getType(0).isPrimitive()
                && (byAnnotation()
                        || (pair.getFieldName(0).equalsIgnoreCase("key")
                                && pair.getFieldName(1).equalsIgnoreCase("value")));
    }

    private static boolean repeatsOneField(GroupType group) {
        return group.getFieldCount() == 1 && group.getType(0).isRepetition(Repetition.REPEATED);
    }

    /**
     * Whether the group that a list repeats is only there so that an element may be null. Druid tells so by the names if
     * elements are groups: others keep theirs in its paths, {@code $.list[0].item.x}.
     */
    boolean unwraps(GroupType repeated) {
        if (repeated.getFieldCount() != 1) {
            return false;
        }
        Type element = repeated.getType(0);
        if (element.isRepetition(Repetition.REPEATED)) {
            return false; // a list itself
        }
        return byAnnotation()
                || element.isPrimitive()
                || (element.isRepetition(Repetition.OPTIONAL)
                        && repeated.getName().equalsIgnoreCase("list")
                        && element.getName().equalsIgnoreCase("element"));
    }
}
