package io.isobar.segment.build;

import io.isobar.segment.ValueType;
import io.isobar.segment.bitmap.BitmapFormat;
import io.isobar.segment.scratch.Pieces;
import java.util.Locale;

/** What a column's file begins with: the JSON that tells what follows, byte for byte as Druid writes it. */
final class ColumnDescriptor {
    private ColumnDescriptor() {}

    static Pieces number(ValueType type, BitmapFormat bitmaps) {
        return descriptor(
                type,
                false,
                "{\"type\":\"%sV2\",\"byteOrder\":\"LITTLE_ENDIAN\",\"bitmapSerdeFactory\":{\"type\":\"%s\"}}"
                        .formatted(type.name().toLowerCase(Locale.ROOT), bitmaps.typeName()));
    }

    static Pieces string(boolean multiValue, BitmapFormat bitmaps) {
        return descriptor(
                ValueType.STRING,
                multiValue,
                "{\"type\":\"stringDictionary\",\"bitmapSerdeFactory\":{\"type\":\"%s\"},\"byteOrder\":\"LITTLE_ENDIAN\"}"
                        .formatted(bitmaps.typeName()));
    }

    static Pieces complex(String typeName) {
        return descriptor(ValueType.COMPLEX, false, "{\"type\":\"complex\",\"typeName\":\"%s\"}".formatted(typeName));
    }

    private static Pieces descriptor(ValueType type, boolean multiValue, String part) {
        return new Pieces()
                .text("{\"valueType\":\"%s\",\"hasMultipleValues\":%s,\"parts\":[%s]}"
                        .formatted(type, multiValue, part));
    }
}
