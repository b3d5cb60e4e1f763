package io.isobar.segment.codec;

/** Positions that ascend: which of them lie in one block. */
public final class Ascending {
    private Ascending() {}

    /**
     * The first of {@code positions[from..count)} that doesn't lie in the same block of {@code 2^shift} as {@code
     * positions[from]}, or {@code count}. Searched by halves, since a batch often lies in one block.
     */
    public static int end(int[] positions, int from, int count, int shift) {
        int block = positions[from] >>> shift;
        if (positions[count - 1] >>> shift == block) {
            return count;
        }
        int least = from + 1;
        int most = count - 1;
        while (least < most) {
            int middle = (least + most) >>> 1;
            if (positions[middle] >>> shift == block) {
                least = middle + 1;
            } else {
                most = middle;
            }
        }
        return least;
    }
}
