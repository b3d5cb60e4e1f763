package io.isobar.query.group;

/** For any number of possible keys: an open hash table, at most half full. */
final class HashGroupIndex extends GroupIndex {
    private final int width;
    /** Groups plus one; 0 where a slot is free. */
    private int[] slots = new int[64];

    private int[] hashes = new int[0];

    HashGroupIndex(int width, int maxGroups) {
        super(width, maxGroups);
        this.width = width;
    }

    @Override
    void find(int[][] columns, int count, int[] groups) {
        if (hashes.length < count) {
            hashes = new int[count];
        }
        java.util.Arrays.fill(hashes, 0, count, 0);
        for (int[] codes : columns) {
            for (int i = 0; i < count; i++) {
                hashes[i] = mix(hashes[i], codes[i]);
            }
        }
        for (int i = 0; i < count; i++) {
            groups[i] = find(columns, i, spread(hashes[i]));
        }
    }

    private int find(int[][] columns, int row, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (slots[slot] != 0) {
            if (hasKey(slots[slot] - 1, columns, row)) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & mask;
        }
        int group = newGroup(columns, row);
        slots[slot] = group + 1;
        if (2 * size() > slots.length) {
            rehash();
        }
        return group;
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        int mask = slots.length - 1;
        for (int group = 0; group < size(); group++) {
            int hash = 0;
            for (int column = 0; column < width; column++) {
                hash = mix(hash, key(group, column));
            }
            int slot = spread(hash) & mask;
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = group + 1;
        }
    }

    private static int mix(int hash, int code) {
        return (hash ^ code) * 0x9E3779B1;
    }

    /** Brings the high bits, which multiplication mixes best, down to where the mask looks. */
    private static int spread(int hash) {
        return hash ^ (hash >>> 15);
    }
}
