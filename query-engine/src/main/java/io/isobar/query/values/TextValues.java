package io.isobar.query.values;

import io.isobar.query.batch.Numbers;
import io.isobar.query.order.IntSort;
import io.isobar.query.order.TextOrder;
import io.isobar.query.wire.WireReader;
import io.isobar.query.wire.WireWriter;
import io.isobar.segment.ValueType;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts, each the number of an entry in a dictionary without duplicates. */
public final class TextValues extends Values {
    static final int KIND = 0;
    private static final int MAX_TEXT_BYTES = 1 << 26;

    private final @Nullable String[] dictionary;
    private final int[] ids;
    private int @Nullable [] ranks;

    /** Takes over both arrays; the first {@code size} ids count. */
    public TextValues(@Nullable String[] dictionary, int[] ids, int size) {
        this(dictionary, ids, size, null);
    }

    private TextValues(@Nullable String[] dictionary, int[] ids, int size, int @Nullable [] ranks) {
        super(size);
        this.dictionary = dictionary;
        this.ids = ids;
        this.ranks = ranks;
    }

    /** The same for a dictionary whose entries ascend, null first: comparing then needs no sorting. */
    public static TextValues ofSorted(@Nullable String[] dictionary, int[] ids, int size) {
        int[] ranks = new int[dictionary.length];
        Arrays.setAll(ranks, i -> i);
        return new TextValues(dictionary, ids, size, ranks);
    }

    /** Null, {@code size} times. */
    public static TextValues nulls(int size) {
        return new TextValues(new String[1], new int[size], size);
    }

    @Override
    public @Nullable String value(int index) {
        return dictionary[ids[index]];
    }

    @Override
    public ValueType type() {
        return ValueType.STRING;
    }

    /** The entries that ids refer to. */
    public @Nullable String[] dictionary() {
        return dictionary;
    }

    /** The entry of each value. */
    public int[] ids() {
        return ids;
    }

    @Override
    public int compare(int left, int right) {
        int[] known = ranks;
        if (known == null) {
            known = rank();
            ranks = known;
        }
        return Integer.compare(known[ids[left]], known[ids[right]]);
    }

    private int[] rank() {
        int[] sorted = IntSort.sorted(
                dictionary.length, (a, b) -> TextOrder.LEXICOGRAPHIC.compare(dictionary[a], dictionary[b]));
        int[] result = new int[dictionary.length];
        for (int rank = 0; rank < sorted.length; rank++) {
            result[sorted[rank]] = rank;
        }
        return result;
    }

    @Override
    public Values as(ValueType type) {
        if (type == ValueType.STRING) {
            return this;
        }
        long[] bits = new long[size()];
        boolean[] nulls = new boolean[size()];
        for (int i = 0; i < size(); i++) {
            Number number = Numbers.parse(value(i));
            nulls[i] = number == null;
            bits[i] = number == null ? 0 : NumberValues.bits(type, number);
        }
        return new NumberValues(type, bits, nulls, size());
    }

    /** Keeps only the entries that are still referred to. */
    @Override
    public TextValues pick(int[] indices, int count) {
        int[] newIdOf = new int[dictionary.length];
        Arrays.fill(newIdOf, -1);
        @Nullable String[] picked = new String[Math.min(dictionary.length, count)];
        int[] newIds = new int[count];
        int used = 0;
        for (int i = 0; i < count; i++) {
            int id = ids[indices[i]];
            if (newIdOf[id] < 0) {
                newIdOf[id] = used;
                picked[used++] = dictionary[id];
            }
            newIds[i] = newIdOf[id];
        }
        return new TextValues(Arrays.copyOf(picked, used), newIds, count);
    }

    @Override
    public void write(WireWriter out) throws IOException {
        out.count(KIND);
        out.count(size());
        out.texts(Arrays.asList(dictionary));
        for (int i = 0; i < size(); i++) {
            out.count(ids[i]);
        }
    }

    static TextValues readBody(int size, WireReader in) throws IOException {
        List<@Nullable String> dictionary = in.texts(MAX_COUNT, MAX_TEXT_BYTES);
        if (dictionary.isEmpty() && size > 0) {
            throw new IOException("Partial result is damaged: its texts have no dictionary");
        }
        return new TextValues(dictionary.toArray(new String[0]), in.counts(size, dictionary.size() - 1), size);
    }
}
