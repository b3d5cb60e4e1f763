package io.isobar.indexer.shuffle;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key of a row in the shuffle of a stage. Keys sort by their unsigned bytes.
 *
 * <pre>
 *  group     what rows must have in common: per value
 *            01 no value · 02 {@link KeyText} as {@link OrderedText} · 03 list: its values, then 00
 *            or 00 and bytes of the row, if the row goes together with no other
 *  1 byte    turn, if several stages share the shuffle: the rows of one come before those of the next
 *  order     of the rows of a group, if the stage wants one
 *  1 byte    side: which input of the stage the row is from
 *  4 bytes   length of group
 * </pre>
 *
 * <p>Written by {@link #group} or {@link #alone}, then what orders the rows, then {@link #end}. Not thread-safe.
 */
public final class StageKey {
    private static final int END = 0;
    private static final int ALONE = 0;
    private static final int NULL = 1;
    private static final int TEXT = 2;
    private static final int LIST = 3;
    private static final int NUMBER_ORDER = 0x10;
    private static final int TEXT_ORDER = 0x20;
    private static final int NULL_ORDER = 0xFF;
    private static final int TAIL = 1 + Integer.BYTES;

    private static final int NO_TURN = -1;

    private final ByteSink out = new ByteSink();
    private final int turn;
    private final int firstSide;
    private int group;

    /** Keys of a stage that has a shuffle of its own. */
    public StageKey() {
        this(NO_TURN, 0);
    }

    private StageKey(int turn, int firstSide) {
        this.turn = turn;
        this.firstSide = firstSide;
    }

    /** Keys of one of several stages that share a shuffle; its sides are numbered from {@code firstSide}. */
    public static StageKey inTurn(int turn, int firstSide) {
        return new StageKey(turn, firstSide);
    }

    /** Begins a key with the values that all rows of its group have. */
    public StageKey group(List<? extends @Nullable Object> values) {
        out.clear();
        values.forEach(this::value);
        return endGroup();
    }

    /** Begins the key of a row that has no group: such rows are dealt out by their content. */
    public StageKey alone(byte[] row, int length) {
        int hash = 1;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + row[i];
        }
        out.clear().put(ALONE).putInt(hash);
        return endGroup();
    }

    private StageKey endGroup() {
        group = out.size();
        if (turn != NO_TURN) {
            out.put(turn);
        }
        return this;
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            out.put(NULL);
        } else if (value instanceof List<?> list) {
            if (list.size() == 1) {
                value(list.get(0)); // as Druid has it: a list of one value is that value
                return;
            }
            out.put(LIST);
            list.forEach(this::value);
            out.put(END);
        } else {
            OrderedText.write(KeyText.of(value), out.put(TEXT));
        }
    }

    /** Rows of a group come by this, ascending. */
    public StageKey orderByTime(long time) {
        out.putLong(time ^ Long.MIN_VALUE);
        return this;
    }

    /** Rows of a group come by this value: numbers before texts, and rows without one last. */
    public StageKey orderBy(@Nullable Object value, boolean descending) {
        if (value == null) {
            out.put(NULL_ORDER);
            return this;
        }
        int from = out.size();
        if (value instanceof Number number) {
            double rough = number.doubleValue() + 0.0;
            long bits = Double.doubleToLongBits(rough);
            out.put(NUMBER_ORDER).putLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
            out.putLong(number.longValue() ^ Long.MIN_VALUE); // tells longs apart that are one double
        } else {
            OrderedText.write(KeyText.of(value), out.put(TEXT_ORDER));
        }
        if (descending) {
            out.invert(from);
        }
        return this;
    }

    /** Rows of a group come by these bytes. */
    public StageKey orderByBytes(ByteSink bytes) {
        out.append(bytes.array(), bytes.size());
        return this;
    }

    /** Ends the key. */
    public StageKey end(int side) {
        out.put(firstSide + side).putInt(group);
        return this;
    }

    /** The bytes up to {@link #length}; valid until the next key begins. */
    public byte[] bytes() {
        return out.array();
    }

    public int length() {
        return out.size();
    }

    /** Which input the row is from. */
    public static int side(byte[] key, int length) {
        return key[length - TAIL] & 0xFF;
    }

    /** How many bytes all keys of the group begin with. */
    public static int groupLength(byte[] key, int length) {
        int group = 0;
        for (int i = length - Integer.BYTES; i < length; i++) {
            group = group << 8 | (key[i] & 0xFF);
        }
        return group;
    }

    /** Whether two keys are of one group. */
    public static boolean sameGroup(byte[] one, int oneLength, byte[] other, int otherLength) {
        int length = groupLength(one, oneLength);
        return length == groupLength(other, otherLength) && Arrays.equals(one, 0, length, other, 0, length);
    }

    /** What orders the key within its group, with the side. */
    public static byte[] order(byte[] key, int length) {
        return Arrays.copyOfRange(key, groupLength(key, length), length - Integer.BYTES);
    }

    /** Equal for all keys of a group, and not negative. */
    public static int hash(byte[] key, int length) {
        int hash = 1;
        for (int i = 0; i < groupLength(key, length); i++) {
            hash = 31 * hash + key[i];
        }
        // bits of the last bytes alone would deal consecutive numbers to few reducers
        hash *= 0x9E3779B9;
        return (hash ^ hash >>> 16) & Integer.MAX_VALUE;
    }
}
