package io.isobar.query.group;

import java.util.Arrays;

/**
 * For few possible keys: an array with a place for each. The first column, the bucket of time, may have more codes than
 * was foreseen; the array grows with it.
 */
final class DenseGroupIndex extends GroupIndex {
    /** Places that are still taken for few: 4 MiB of them. */
    static final int MAX_PLACES = 1 << 20;

    private final int[] cardinalities;
    private final int placesPerBucket;
    private int[] groupOf;

    /** {@code cardinalities[0]} is the first column's and may be too small. */
    DenseGroupIndex(int[] cardinalities, int maxGroups) {
        super(cardinalities.length, maxGroups);
        this.cardinalities = cardinalities;
        int places = 1;
        for (int column = 1; column < cardinalities.length; column++) {
            places *= cardinalities[column];
        }
        placesPerBucket = places;
        groupOf = new int[places * cardinalities[0]];
        Arrays.fill(groupOf, -1);
    }

    @Override
    void find(int[][] columns, int count, int[] groups) {
        System.arraycopy(columns[0], 0, groups, 0, count);
        for (int column = 1; column < columns.length; column++) {
            int[] codes = columns[column];
            int cardinality = cardinalities[column];
            for (int i = 0; i < count; i++) {
                groups[i] = groups[i] * cardinality + codes[i];
            }
        }
        for (int i = 0; i < count; i++) {
            int place = groups[i];
            if (place >= groupOf.length) {
                grow(columns[0][i]);
            }
            int group = groupOf[place];
            if (group < 0) {
                group = newGroup(columns, i);
                groupOf[place] = group;
            }
            groups[i] = group;
        }
    }

    private void grow(int bucket) {
        int old = groupOf.length;
        groupOf = Arrays.copyOf(groupOf, Math.max(2 * old, (bucket + 1) * placesPerBucket));
        Arrays.fill(groupOf, old, groupOf.length, -1);
    }
}
