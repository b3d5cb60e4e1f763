package io.isobar.indexer.hadoop;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * One column's values as those of a row: times (also of 96 bits) and dates as milliseconds of the epoch, decimals as
 * doubles, bytes as text if they are annotated so.
 */
final class ParquetValue extends PrimitiveConverter {
    private static final int JULIAN_DAY_OF_EPOCH = 2_440_588;
    private static final long MILLIS_PER_DAY = TimeUnit.DAYS.toMillis(1);
    private static final int INT96_BYTES = 12;

    private final Consumer<Object> sink;
    private final LongFunction<Object> fromLong;
    private final BinaryReader fromBinary;
    private Object @Nullable [] dictionary;

    private interface BinaryReader {
        Object read(Binary binary);
    }

    ParquetValue(PrimitiveType type, boolean binaryAsString, Consumer<Object> sink) {
        this.sink = sink;
        this.fromLong = longs(type);
        this.fromBinary = binaries(type, binaryAsString);
    }

    private static LongFunction<Object> longs(PrimitiveType type) {
        LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
        if (annotation instanceof TimestampLogicalTypeAnnotation time) {
            long perMilli = switch (time.getUnit()) {
                case MILLIS -> 1;
                case MICROS -> 1_000;
                case NANOS -> 1_000_000;
            };
            return value -> value / perMilli; // towards zero, as in Druid
        }
        if (annotation instanceof DateLogicalTypeAnnotation) {
            return days -> days * MILLIS_PER_DAY;
        }
        if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
            return value -> BigDecimal.valueOf(value, decimal.getScale()).doubleValue();
        }
        boolean unsigned = annotation instanceof IntLogicalTypeAnnotation whole && !whole.isSigned();
        return unsigned && type.getPrimitiveTypeName() == PrimitiveTypeName.INT32
                ? value -> value & 0xFFFF_FFFFL
                : value -> value;
    }

    private static BinaryReader binaries(PrimitiveType type, boolean binaryAsString) {
        LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
        if (type.getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
            return ParquetValue::int96;
        }
        if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
            return binary -> new BigDecimal(new BigInteger(binary.getBytes()), decimal.getScale()).doubleValue();
        }
        boolean text = annotation instanceof StringLogicalTypeAnnotation
                || annotation instanceof EnumLogicalTypeAnnotation
                || annotation instanceof JsonLogicalTypeAnnotation;
        return text || (binaryAsString && annotation == null) ? Binary::toStringUsingUTF8 : Binary::getBytes;
    }

    /** Nanoseconds of the day, then the Julian day; both little-endian. */
    private static Object int96(Binary binary) {
        ByteBuffer bytes = ByteBuffer.wrap(binary.getBytes(), 0, INT96_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long nanos = bytes.getLong();
        long days = (long) bytes.getInt() - JULIAN_DAY_OF_EPOCH;
        return days * MILLIS_PER_DAY + Math.floorDiv(nanos, TimeUnit.MILLISECONDS.toNanos(1));
    }

    @Override
    public boolean hasDictionarySupport() {
        return true;
    }

    @Override
    public void setDictionary(Dictionary values) {
        Object[] decoded = new Object[values.getMaxId() + 1];
        for (int id = 0; id < decoded.length; id++) {
            decoded[id] = decode(values, id);
        }
        dictionary = decoded;
    }

    private Object decode(Dictionary values, int id) {
        return switch (values.getClass().getSimpleName()) {
            case "PlainLongDictionary" -> fromLong.apply(values.decodeToLong(id));
            case "PlainIntegerDictionary" -> fromLong.apply(values.decodeToInt(id));
            case "PlainDoubleDictionary" -> values.decodeToDouble(id);
            case "PlainFloatDictionary" -> values.decodeToFloat(id);
            default -> fromBinary.read(values.decodeToBinary(id));
        };
    }

    @Override
    public void addValueFromDictionary(int id) {
        if (dictionary == null) {
            throw new IllegalStateException("Id [" + id + "] comes before its dictionary");
        }
        sink.accept(dictionary[id]);
    }

    @Override
    public void addBinary(Binary value) {
        sink.accept(fromBinary.read(value));
    }

    @Override
    public void addBoolean(boolean value) {
        sink.accept(value);
    }

    @Override
    public void addDouble(double value) {
        sink.accept(value);
    }

    @Override
    public void addFloat(float value) {
        sink.accept(value);
    }

    @Override
    public void addInt(int value) {
        sink.accept(fromLong.apply(value));
    }

    @Override
    public void addLong(long value) {
        sink.accept(fromLong.apply(value));
    }
}
