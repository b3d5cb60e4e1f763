package io.isobar.indexer.hadoop;

import io.isobar.query.order.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.BsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntervalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * One column's values as those of a row: times (also of 96 bits) and dates as milliseconds of the epoch, decimals as they are,
 * spans of time as ISO durations, bytes as text if they are annotated so.
 */
final class ParquetValue extends PrimitiveConverter {
    private static final int JULIAN_DAY_OF_EPOCH = 2_440_588;
    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int DIGITS_LIKE_DOUBLE = 18;
    private static final int INT96_BYTES = 12;

    private final Consumer<Object> sink;
    private final LongFunction<Object> fromLong;
    private final BinaryReader fromBinary;
    private @Nullable Object @Nullable [] dictionary;

    private interface BinaryReader {
        @Nullable
        Object read(Binary binary);
    }

    ParquetValue(PrimitiveType type, ParquetView view, Consumer<Object> sink) {
        this.sink = sink;
        this.fromLong = longs(type, view);
        this.fromBinary = binaries(type, view);
    }

    private static LongFunction<Object> longs(PrimitiveType type, ParquetView view) {
        LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
        if (annotation instanceof TimestampLogicalTypeAnnotation time) {
            long perMilli = view.perMilli(time.getUnit());
            return value -> value / perMilli; // towards zero, as in Druid
        }
        if (annotation instanceof DateLogicalTypeAnnotation) {
            return days -> days * MILLIS_PER_DAY;
        }
        if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
            return value -> BigDecimal.valueOf(value, decimal.getScale());
        }
        boolean unsigned = annotation instanceof IntLogicalTypeAnnotation whole && !whole.isSigned();
        return unsigned && type.getPrimitiveTypeName() == PrimitiveTypeName.INT32
                ? value -> value & 0xFFFF_FFFFL
                : value -> value;
    }

    private static BinaryReader binaries(PrimitiveType type, ParquetView view) {
        LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
        if (type.getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
            return ParquetValue::int96;
        }
        if (annotation instanceof DecimalLogicalTypeAnnotation decimal) {
            boolean likeDouble = decimal.getPrecision() <= DIGITS_LIKE_DOUBLE;
            return binary -> {
                BigDecimal exact = new BigDecimal(new BigInteger(binary.getBytes()), decimal.getScale());
                return likeDouble ? likeDouble(exact) : exact;
            };
        }
        if (annotation instanceof IntervalLogicalTypeAnnotation) {
            return ParquetValue::interval;
        }
        if (annotation instanceof BsonLogicalTypeAnnotation) {
            return binary -> null;
        }
        boolean text = annotation instanceof StringLogicalTypeAnnotation
                || annotation instanceof EnumLogicalTypeAnnotation
                || annotation instanceof JsonLogicalTypeAnnotation;
        return text || (view.bytesAreText() && annotation == null) ? Binary::toStringUsingUTF8 : Binary::getBytes;
    }

    /** Written as Druid has it, which goes through a double for so many digits; but as it is if that can't hold it. */
    private static BigDecimal likeDouble(BigDecimal exact) {
        return Decimals.asDouble(exact).map(BigDecimal::valueOf).orElse(exact);
    }

    /** Months, days and milliseconds; none if there are months, as they have no length. */
    private static @Nullable Object interval(Binary binary) {
        ByteBuffer bytes = ByteBuffer.wrap(binary.getBytes()).order(ByteOrder.LITTLE_ENDIAN);
        int months = bytes.getInt();
        long millis = Integer.toUnsignedLong(bytes.getInt()) * MILLIS_PER_DAY + Integer.toUnsignedLong(bytes.getInt());
        boolean whole = millis % 1_000 == 0;
        return months == 0 ? "PT" + (whole ? millis / 1_000 : BigDecimal.valueOf(millis, 3)) + "S" : null;
    }

    /** Nanoseconds of the day, then the Julian day; both little-endian. */
    private static Object int96(Binary binary) {
        ByteBuffer bytes = ByteBuffer.wrap(binary.getBytes(), 0, INT96_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long nanos = bytes.getLong();
        long days = (long) bytes.getInt() - JULIAN_DAY_OF_EPOCH;
        return days * MILLIS_PER_DAY + Math.floorDiv(nanos, NANOS_PER_MILLI);
    }

    @Override
    public boolean hasDictionarySupport() {
        return true;
    }

    @Override
    public void setDictionary(Dictionary values) {
        @Nullable Object[] decoded = new Object[values.getMaxId() + 1];
        for (int id = 0; id < decoded.length; id++) {
            decoded[id] = decode(values, id);
        }
        dictionary = decoded;
    }

    private @Nullable Object decode(Dictionary values, int id) {
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
