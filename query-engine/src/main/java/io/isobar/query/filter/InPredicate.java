package io.isobar.query.filter;

import io.isobar.query.batch.Numbers;
import io.isobar.segment.column.StringColumn;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one of several values, null possibly among them. A numeric column has those that spell a number of its type;
 * {@code 1.0} is the whole number 1.
 */
final class InPredicate extends ValuePredicate {
    private final Set<String> texts;
    private final boolean withNull;
    private final long[] longs;
    private final double[] doubles;
    private final float[] floats;

    InPredicate(Collection<@Nullable String> values) {
        texts = new HashSet<>();
        values.stream().filter(Objects::nonNull).forEach(texts::add);
        withNull = texts.size() < new HashSet<>(values).size();
        longs = texts.stream()
                .map(Numbers::parse)
                .filter(InPredicate::isWhole)
                .mapToLong(Number::longValue)
                .sorted()
                .toArray();
        doubles = texts.stream()
                .map(Numbers::parse)
                .filter(Objects::nonNull)
                .mapToDouble(Number::doubleValue)
                .sorted()
                .toArray();
        floats = floats(texts);
    }

    @Override
    boolean matches(String value) {
        return texts.contains(value);
    }

    @Override
    boolean matches(long value) {
        return Arrays.binarySearch(longs, value) >= 0;
    }

    @Override
    boolean matches(double value) {
        return Arrays.binarySearch(doubles, value) >= 0;
    }

    @Override
    boolean matchesFloat(float value) {
        return Arrays.binarySearch(floats, value) >= 0;
    }

    @Override
    boolean matchesNull() {
        return withNull;
    }

    @Override
    BitSet ids(StringColumn column) {
        var ids = new BitSet();
        for (String text : texts) {
            int id = column.idOf(text);
            if (id >= 0) {
                ids.set(id);
            }
        }
        return ids;
    }

    private static boolean isWhole(@Nullable Number number) {
        return number instanceof Long
                || (number != null
                        && number.doubleValue() == Math.rint(number.doubleValue())
                        && Math.abs(number.doubleValue()) < 0x1p63);
    }

    /** Each text read as a float at once: by way of a double it could round twice. */
    private static float[] floats(Set<String> texts) {
        float[] floats = new float[texts.size()];
        int count = 0;
        for (String text : texts) {
            if (Numbers.parse(text) != null) {
                floats[count++] = Float.parseFloat(text);
            }
        }
        float[] result = Arrays.copyOf(floats, count);
        Arrays.sort(result);
        return result;
    }
}
