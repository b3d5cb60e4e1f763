package io.isobar.indexer.sort;

import java.util.Arrays;

/**
 * Sorts positions of a {@link PairArena} by their keys, unsigned byte by byte, and equal keys by position.
 *
 * <p>A key is thought to go on with zeros: then keys differ in bytes, or one is another and zeros, and the shorter is first.
 * Of a run of keys that are equal so far the next {@value #WINDOW} bytes are looked at, and up to eight of them in
 * which the keys differ at all are gathered into a long beside the position, so that what all keys have in common costs
 * nothing. These longs are dealt out by one byte after the other; what is still equal is a shorter run, which begins after the
 * last gathered byte. Few keys are simply inserted. Memory and time are bounded by the bytes of the keys: there is no bad case.
 */
final class KeySort {
    private static final int WINDOW = 32;
    private static final int FEW = 24;
    private static final int RADIX = 256;

    private final byte[][] steps;
    private final int[] positions;
    private final long[] heads;
    private final int[] gathered = new int[Long.BYTES];
    private final int[][] bucketEnds = new int[Long.BYTES][RADIX];
    private final int[] next = new int[RADIX];

    /** Runs that wait: from, to, and how many bytes are known to be equal. They don't overlap, and none has few keys. */
    private int[] waiting = new int[3 * 64];

    private int waitingEnd;
    private int longest;

    KeySort(byte[][] steps, int[] positions) {
        this.steps = steps;
        this.positions = positions;
        this.heads = new long[positions.length];
    }

    /** Sorts a range of the positions. */
    void sort(int from, int to) {
        wait(from, to, 0);
        while (waitingEnd > 0) {
            waitingEnd -= 3;
            sortRun(waiting[waitingEnd], waiting[waitingEnd + 1], waiting[waitingEnd + 2]);
        }
    }

    private void wait(int from, int to, int depth) {
        if (waitingEnd == waiting.length) {
            waiting = Arrays.copyOf(waiting, 2 * waitingEnd);
        }
        waiting[waitingEnd++] = from;
        waiting[waitingEnd++] = to;
        waiting[waitingEnd++] = depth;
    }

    private void sortRun(int from, int to, int start) {
        if (to - from <= FEW) {
            gatherHead(from, to, start);
            insert(from, to, start + Long.BYTES);
            return;
        }
        int depth = start;
        do {
            int count = findDifferences(from, to, depth);
            if (count > 0) {
                gather(from, to, count);
                boolean all = count < Long.BYTES;
                deal(from, to, 0, count, all ? depth + WINDOW : gathered[count - 1] + 1);
                return;
            }
            depth += WINDOW;
        } while (depth < longest);
        sortByLength(from, to);
    }

    /** Finds which bytes of the window differ, the first eight of them, and how long the longest key is. */
    private int findDifferences(int from, int to, int depth) {
        long first0 = head(positions[from], depth);
        long first1 = head(positions[from], depth + 8);
        long first2 = head(positions[from], depth + 16);
        long first3 = head(positions[from], depth + 24);
        long differs0 = 0;
        long differs1 = 0;
        long differs2 = 0;
        long differs3 = 0;
        longest = 0;
        for (int i = from; i < to; i++) {
            int position = positions[i];
            longest = Math.max(longest, keyLength(position));
            differs0 |= first0 ^ head(position, depth);
            differs1 |= first1 ^ head(position, depth + 8);
            differs2 |= first2 ^ head(position, depth + 16);
            differs3 |= first3 ^ head(position, depth + 24);
        }
        int count = differing(differs0, depth, 0);
        count = differing(differs1, depth + 8, count);
        count = differing(differs2, depth + 16, count);
        return differing(differs3, depth + 24, count);
    }

    private int differing(long differs, int depth, int known) {
        int count = known;
        for (int i = 0; i < Long.BYTES && count < Long.BYTES; i++) {
            if ((differs >>> lowest(i) & 0xFF) != 0) {
                gathered[count++] = depth + i;
            }
        }
        return count;
    }

    private void gather(int from, int to, int count) {
        for (int i = from; i < to; i++) {
            int position = positions[i];
            byte[] bytes = steps[position >>> PairArena.STEP_BITS];
            int key = keyStart(position);
            int length = keyLength(position);
            long head = 0;
            for (int b = 0; b < count; b++) {
                int at = gathered[b];
                head = head << 8 | (at < length ? bytes[key + at] & 0xFF : 0);
            }
            heads[i] = head;
        }
    }

    private void gatherHead(int from, int to, int depth) {
        for (int i = from; i < to; i++) {
            heads[i] = head(positions[i], depth);
        }
    }

    /** Puts heads into the order of one of their bytes, in place, and then the equal ones into that of the next. */
    private void deal(int from, int to, int number, int count, int depth) {
        int shift = Byte.SIZE * (count - 1 - number);
        int[] ends = bucketEnds[number];
        Arrays.fill(ends, 0);
        for (int i = from; i < to; i++) {
            ends[(int) (heads[i] >>> shift) & 0xFF]++;
        }
        int sum = from;
        for (int i = 0; i < RADIX; i++) {
            next[i] = sum;
            sum += ends[i];
            ends[i] = sum;
        }
        for (int bucket = 0; bucket < RADIX; bucket++) {
            while (next[bucket] < ends[bucket]) {
                int at = next[bucket];
                int its = (int) (heads[at] >>> shift) & 0xFF;
                if (its == bucket) {
                    next[bucket]++;
                } else {
                    swap(at, next[its]++);
                }
            }
        }
        int start = from;
        for (int bucket = 0; bucket < RADIX && start < to; bucket++) {
            int end = ends[bucket];
            if (end - start <= FEW) {
                insert(start, end, depth);
            } else if (number + 1 < count) {
                deal(start, end, number + 1, count, depth);
            } else {
                wait(start, end, depth);
            }
            start = end;
        }
    }

    private void swap(int a, int b) {
        long head = heads[a];
        heads[a] = heads[b];
        heads[b] = head;
        int position = positions[a];
        positions[a] = positions[b];
        positions[b] = position;
    }

    /** Sorts few keys, whose heads stand for all bytes before the depth in which they differ. */
    private void insert(int from, int to, int depth) {
        for (int i = from + 1; i < to; i++) {
            long head = heads[i];
            int position = positions[i];
            int place = i;
            while (place > from && compare(heads[place - 1], positions[place - 1], head, position, depth) > 0) {
                heads[place] = heads[place - 1];
                positions[place] = positions[place - 1];
                place--;
            }
            heads[place] = head;
            positions[place] = position;
        }
    }

    private int compare(long headA, int a, long headB, int b, int depth) {
        if (headA != headB) {
            return Long.compareUnsigned(headA, headB);
        }
        int keyA = keyStart(a);
        int keyB = keyStart(b);
        int lengthA = keyLength(a);
        int lengthB = keyLength(b);
        int order = Arrays.compareUnsigned(
                steps[a >>> PairArena.STEP_BITS],
                keyA + Math.min(depth, lengthA),
                keyA + lengthA,
                steps[b >>> PairArena.STEP_BITS],
                keyB + Math.min(depth, lengthB),
                keyB + lengthB);
        if (order != 0) {
            return order;
        }
        return lengthA != lengthB ? Integer.compare(lengthA, lengthB) : Integer.compare(a, b);
    }

    /** Sorts keys that differ in length at most. */
    private void sortByLength(int from, int to) {
        for (int i = from; i < to; i++) {
            heads[i] = (long) keyLength(positions[i]) << Integer.SIZE | positions[i];
        }
        Arrays.sort(heads, from, to);
        for (int i = from; i < to; i++) {
            positions[i] = (int) heads[i];
        }
    }

    /** Eight bytes of a key. */
    private long head(int position, int depth) {
        byte[] bytes = steps[position >>> PairArena.STEP_BITS];
        int left = keyLength(position) - depth;
        int at = keyStart(position) + depth;
        if (left >= Long.BYTES) {
            return (long) PairArena.LONGS.get(bytes, at);
        }
        long head = 0;
        for (int i = 0; i < left; i++) {
            head |= (bytes[at + i] & 0xFFL) << lowest(i);
        }
        return head;
    }

    /** The lowest bit of a byte of a head. */
    private static int lowest(int number) {
        return Byte.SIZE * (Long.BYTES - 1 - number);
    }

    private int keyLength(int position) {
        return (int) PairArena.INTS.get(
                steps[position >>> PairArena.STEP_BITS], (position & PairArena.STEP_BYTES - 1) + Integer.BYTES);
    }

    private static int keyStart(int position) {
        return (position & PairArena.STEP_BYTES - 1) + 2 * Integer.BYTES;
    }
}
