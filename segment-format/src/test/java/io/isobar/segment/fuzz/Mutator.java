package io.isobar.segment.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Damages bytes with an eye for how a segment's files look: integers that are lengths, ends of lists, headers. */
final class Mutator {
    private static final int[] INTERESTING = {
        -1,
        0,
        1,
        2,
        3,
        7,
        8,
        9,
        127,
        128,
        255,
        256,
        4096,
        0x7FFF,
        0x8000,
        0xFFFF,
        0x10000,
        0x00FF_FFFF,
        0x0100_0000,
        0x4000_0000,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE - 3,
        Integer.MIN_VALUE,
        Integer.MIN_VALUE + 4,
        -4,
        -128
    };
    private static final long[] INTERESTING_LONGS = {
        -1, 0, 1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, 1L << 31, -(1L << 31), 1L << 62, 253402300800000L
    };
    /** The largest integer of variable length, one too large, one without an end, and the largest of two bytes. */
    private static final byte[][] VINTS = {
        {0x7F, 0x7F, 0x7F, 0x7F, (byte) 0x87},
        {0x7F, 0x7F, 0x7F, 0x7F, (byte) 0x8F},
        {0x7F, 0x7F, 0x7F, 0x7F, 0x7F},
        {0x7F, (byte) 0xFF}
    };

    private static final int HEADER = 64;
    private static final int MOST_STEPS = 4;
    private static final int MOST_BYTES = 1 << 20;

    private final RandomGenerator random;

    Mutator(RandomGenerator random) {
        this.random = random;
    }

    /** A damaged copy; {@code other} is bytes of the same kind to take pieces from. */
    byte[] mutate(byte[] sound, byte[] other) {
        byte[] bytes = sound.clone();
        int steps = 1;
        while (steps < MOST_STEPS && random.nextInt(3) == 0) {
            steps++;
        }
        if (DescriptorMutator.hasDescriptor(bytes) && random.nextInt(8) == 0) {
            bytes = new DescriptorMutator(random).mutate(bytes);
            steps--;
        }
        for (int i = 0; i < steps; i++) {
            bytes = step(bytes, other);
        }
        return bytes;
    }

    private byte[] step(byte[] bytes, byte[] other) {
        if (bytes.length == 0) {
            return other.clone();
        }
        int at = position(bytes);
        switch (random.nextInt(17)) {
            case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes[at] = (byte) random.nextInt();
            case 3 -> bytes[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
            case 4 -> bytes[at] += (byte) (random.nextBoolean() ? 1 : -1);
            case 5, 6 -> put32(bytes, at, INTERESTING[random.nextInt(INTERESTING.length)]);
            case 7, 8 -> nudge(bytes, length(bytes, at));
            case 9 -> put64(bytes, at);
            case 10 -> Arrays.fill(bytes, at, at + span(bytes.length - at), (byte) (random.nextBoolean() ? 0xFF : 0));
            case 11 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 12 -> {
                return insert(bytes, at, bytes, position(bytes), span(64));
            }
            case 13 -> swap(bytes, at, position(bytes));
            case 14 -> {
                return insert(cut(bytes, at), at, other, other.length == 0 ? 0 : random.nextInt(other.length), 1 << 16);
            }
            case 15 -> put(bytes, at, VINTS[random.nextInt(VINTS.length)]);
            default -> overwrite(bytes, at, other);
        }
        return bytes;
    }

    /** Headers are few among many bytes, so half of the damage is done at the beginning of what follows a descriptor. */
    private int position(byte[] bytes) {
        if (random.nextBoolean()) {
            int header = DescriptorMutator.hasDescriptor(bytes) ? DescriptorMutator.end(bytes) : 0;
            return Math.min(bytes.length - 1, header + random.nextInt(HEADER));
        }
        return random.nextInt(bytes.length);
    }

    /** The next place from {@code at} on where four bytes could be a length or an offset. */
    private int length(byte[] bytes, int at) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        for (int i = at; i + Integer.BYTES <= bytes.length && i < at + HEADER; i++) {
            int value = buffer.getInt(i);
            if (value > 0 && value <= bytes.length) {
                return i;
            }
        }
        return at;
    }

    /** Makes a length a little wrong, or wrong by a power of 2. */
    private void nudge(byte[] bytes, int at) {
        if (at + Integer.BYTES > bytes.length) {
            return;
        }
        ByteBuffer buffer = order(bytes);
        int delta = random.nextInt(3) == 0 ? 1 << random.nextInt(31) : 1 + random.nextInt(8);
        buffer.putInt(at, buffer.getInt(at) + (random.nextBoolean() ? delta : -delta));
    }

    private void put32(byte[] bytes, int at, int value) {
        if (at + Integer.BYTES <= bytes.length) {
            order(bytes).putInt(at, value);
        }
    }

    private void put64(byte[] bytes, int at) {
        if (at + Long.BYTES <= bytes.length) {
            order(bytes).putLong(at, INTERESTING_LONGS[random.nextInt(INTERESTING_LONGS.length)]);
        }
    }

    private ByteBuffer order(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(random.nextInt(4) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    private int span(int most) {
        return Math.min(most, 1 + random.nextInt(random.nextBoolean() ? 8 : 64));
    }

    private byte[] cut(byte[] bytes, int at) {
        int length = random.nextInt(4) == 0 ? bytes.length - at : Math.min(bytes.length - at, span(64));
        byte[] left = new byte[bytes.length - length];
        System.arraycopy(bytes, 0, left, 0, at);
        System.arraycopy(bytes, at + length, left, at, left.length - at);
        return left;
    }

    private static byte[] insert(byte[] bytes, int at, byte[] from, int start, int most) {
        int length = Math.max(0, Math.min(Math.min(most, from.length - start), MOST_BYTES - bytes.length));
        byte[] longer = new byte[bytes.length + length];
        System.arraycopy(bytes, 0, longer, 0, at);
        System.arraycopy(from, start, longer, at, length);
        System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
        return longer;
    }

    private static void put(byte[] bytes, int at, byte[] value) {
        System.arraycopy(value, 0, bytes, at, Math.min(value.length, bytes.length - at));
    }

    private void overwrite(byte[] bytes, int at, byte[] other) {
        if (other.length > 0) {
            int from = random.nextInt(other.length);
            System.arraycopy(
                    other, from, bytes, at, Math.min(span(256), Math.min(other.length - from, bytes.length - at)));
        }
    }

    private void swap(byte[] bytes, int a, int b) {
        int length = Math.min(span(64), bytes.length - Math.max(a, b));
        byte[] kept = Arrays.copyOfRange(bytes, a, a + length);
        System.arraycopy(bytes, b, bytes, a, length);
        System.arraycopy(kept, 0, bytes, b, length);
    }
}
