package io.isobar.indexer.sort;

/** The pairs of a {@link PairArena} by partition. Not thread-safe. */
public final class SortedArena {
    private final byte[][] steps;
    private final int[] positions;
    private final int[] starts;
    private final KeySort sort;

    SortedArena(byte[][] steps, int[] positions, int[] starts) {
        this.steps = steps;
        this.positions = positions;
        this.starts = starts;
        this.sort = new KeySort(steps, positions);
    }

    /** Sorts a partition. */
    public SortedPairs partition(int number) {
        sort.sort(starts[number], starts[number + 1]);
        return new Pairs(steps, positions, starts[number], starts[number + 1]);
    }

    private static final class Pairs implements SortedPairs {
        private final byte[][] steps;
        private final int[] positions;
        private final int end;
        private int next;
        private byte[] bytes = {};
        private int from;
        private int keyLength;
        private int valueLength;

        Pairs(byte[][] steps, int[] positions, int start, int end) {
            this.steps = steps;
            this.positions = positions;
            this.next = start;
            this.end = end;
        }

        @Override
        public boolean next() {
            if (next == end) {
                return false;
            }
            int position = positions[next++];
            bytes = steps[position >>> PairArena.STEP_BITS];
            from = (position & PairArena.STEP_BYTES - 1) + Integer.BYTES;
            keyLength = (int) PairArena.INTS.get(bytes, from);
            valueLength = (int) PairArena.INTS.get(bytes, from + Integer.BYTES + keyLength);
            return true;
        }

        @Override
        public byte[] bytes() {
            return bytes;
        }

        @Override
        public int from() {
            return from;
        }

        @Override
        public int keyLength() {
            return keyLength;
        }

        @Override
        public int valueLength() {
            return valueLength;
        }
    }
}
