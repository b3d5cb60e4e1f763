package io.isobar.segment.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How integers that are not negative lie side by side in one to four bytes each. A loop per width, over an array, is
 * what the compiler makes the least work of.
 */
abstract class IntLayout {
    /** The layout of integers of {@code bytes} bytes each. */
    static IntLayout of(int bytes, ByteOrder order) {
        return switch (bytes) {
            case 1 -> new One();
            case 2 -> order == ByteOrder.LITTLE_ENDIAN ? new LittleTwo() : new Big(bytes);
            case 3 -> order == ByteOrder.LITTLE_ENDIAN ? new LittleThree() : new Big(bytes);
            default -> order == ByteOrder.LITTLE_ENDIAN ? new LittleFour() : new Big(bytes);
        };
    }

    /** Unpacks {@code count} integers from the one at {@code first} on into {@code into} from {@code at} on. */
    abstract void unpack(byte[] from, int first, int count, int[] into, int at);

    /**
     * Unpacks the integers at {@code positions[start..end)} into the same places of {@code into}; {@code base} is the
     * position of the first one in {@code from}.
     */
    abstract void pick(byte[] from, int base, int[] positions, int start, int end, int[] into);

    /** Unpacks one integer. */
    abstract int value(ByteBuffer from, int position);

    private static final class One extends IntLayout {
        @Override
        void unpack(byte[] from, int first, int count, int[] into, int at) {
            for (int i = 0; i < count; i++) {
                into[at + i] = from[first + i] & 0xFF;
            }
        }

        @Override
        void pick(byte[] from, int base, int[] positions, int start, int end, int[] into) {
            for (int i = start; i < end; i++) {
                into[i] = from[positions[i] - base] & 0xFF;
            }
        }

        @Override
        int value(ByteBuffer from, int position) {
            return from.get(position) & 0xFF;
        }
    }

    private static final class LittleTwo extends IntLayout {
        private static final VarHandle SHORTS =
                MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

        @Override
        void unpack(byte[] from, int first, int count, int[] into, int at) {
            for (int i = 0; i < count; i++) {
                into[at + i] = (short) SHORTS.get(from, 2 * (first + i)) & 0xFFFF;
            }
        }

        @Override
        void pick(byte[] from, int base, int[] positions, int start, int end, int[] into) {
            for (int i = start; i < end; i++) {
                into[i] = (short) SHORTS.get(from, 2 * (positions[i] - base)) & 0xFFFF;
            }
        }

        @Override
        int value(ByteBuffer from, int position) {
            return from.getShort(2 * position) & 0xFFFF;
        }
    }

    /** Read as four bytes, of which one belongs to the next: but for the last one, which may have no next. */
    private static final class LittleThree extends IntLayout {
        private static final VarHandle INTS =
                MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
        private static final int MASK = 0xFF_FFFF;

        @Override
        void unpack(byte[] from, int first, int count, int[] into, int at) {
            int last = count - 1;
            for (int i = 0; i < last; i++) {
                into[at + i] = (int) INTS.get(from, 3 * (first + i)) & MASK;
            }
            if (last >= 0) {
                into[at + last] = value(from, first + last);
            }
        }

        @Override
        void pick(byte[] from, int base, int[] positions, int start, int end, int[] into) {
            int last = end - 1;
            for (int i = start; i < last; i++) {
                into[i] = (int) INTS.get(from, 3 * (positions[i] - base)) & MASK;
            }
            if (last >= start) {
                into[last] = value(from, positions[last] - base);
            }
        }

        private static int value(byte[] from, int position) {
            int at = 3 * position;
            return (from[at + 2] & 0xFF) << 16 | (from[at + 1] & 0xFF) << 8 | (from[at] & 0xFF);
        }

        @Override
        int value(ByteBuffer from, int position) {
            int at = 3 * position;
            return (from.get(at + 2) & 0xFF) << 16 | (from.get(at + 1) & 0xFF) << 8 | (from.get(at) & 0xFF);
        }
    }

    private static final class LittleFour extends IntLayout {
        private static final VarHandle INTS =
                MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

        @Override
        void unpack(byte[] from, int first, int count, int[] into, int at) {
            for (int i = 0; i < count; i++) {
                into[at + i] = (int) INTS.get(from, 4 * (first + i));
            }
        }

        @Override
        void pick(byte[] from, int base, int[] positions, int start, int end, int[] into) {
            for (int i = start; i < end; i++) {
                into[i] = (int) INTS.get(from, 4 * (positions[i] - base));
            }
        }

        @Override
        int value(ByteBuffer from, int position) {
            return from.getInt(4 * position);
        }
    }

    /** Two to four bytes, the highest first: what is written plain. */
    private static final class Big extends IntLayout {
        private final int bytes;

        Big(int bytes) {
            this.bytes = bytes;
        }

        @Override
        void unpack(byte[] from, int first, int count, int[] into, int at) {
            for (int i = 0; i < count; i++) {
                into[at + i] = value(from, first + i);
            }
        }

        @Override
        void pick(byte[] from, int base, int[] positions, int start, int end, int[] into) {
            for (int i = start; i < end; i++) {
                into[i] = value(from, positions[i] - base);
            }
        }

        private int value(byte[] from, int position) {
            int value = 0;
            for (int i = position * bytes; i < (position + 1) * bytes; i++) {
                value = value << Byte.SIZE | (from[i] & 0xFF);
            }
            return value;
        }

        @Override
        int value(ByteBuffer from, int position) {
            int value = 0;
            for (int i = position * bytes; i < (position + 1) * bytes; i++) {
                value = value << Byte.SIZE | (from.get(i) & 0xFF);
            }
            return value;
        }
    }
}
