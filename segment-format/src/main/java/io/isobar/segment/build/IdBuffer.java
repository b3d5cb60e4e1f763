package io.isobar.segment.build;

import io.isobar.segment.column.MultiIds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of strings on the heap. A row is a cell: a value's number in the table, -1 for null, or {@code -2 - n} for the
 * list number {@code n}. For one thread.
 */
final class IdBuffer {
    private static final int NULL = -1;
    private static final int FIRST_LIST = -2;

    private final StringTable table;
    private final IntChunks cells;
    private final IntChunks listEnds;
    private final IntChunks listCells;
    private boolean hasNull;
    private boolean hasSeveral;
    /** By entry plus one, the entry's place in the order of values, from 1 on; null's is 0. Known once it is asked for. */
    private int @Nullable [] ranks;

    private int[] order = {};

    IdBuffer(HeapMeter heap, int chunkShift) {
        this.table = new StringTable(heap);
        this.cells = new IntChunks(heap, chunkShift);
        this.listEnds = new IntChunks(heap, chunkShift);
        this.listCells = new IntChunks(heap, chunkShift);
    }

    /** Appends a row: null, a string, or a list of both that has not exactly one element. */
    void add(@Nullable Object value) {
        if (value == null) {
            hasNull = true;
            cells.add(NULL);
        } else if (value instanceof String text) {
            cells.add(table.idOf(text));
        } else {
            addList((List<?>) value);
        }
    }

    private void addList(List<?> values) {
        hasNull |= values.isEmpty();
        hasSeveral |= values.size() > 1;
        for (Object value : values) {
            hasNull |= value == null;
            listCells.add(value == null ? NULL : table.idOf((String) value));
        }
        cells.add(FIRST_LIST - listEnds.size());
        listEnds.add(listCells.size());
    }

    boolean hasNull() {
        return hasNull;
    }

    boolean hasLists() {
        return listEnds.size() > 0;
    }

    boolean hasSeveral() {
        return hasSeveral;
    }

    int cardinality() {
        return table.size();
    }

    /** Adds this column to a key; all rows have come. */
    void addTo(SortKey key) {
        int[] ranks = ranks();
        if (hasLists()) {
            int[] listRanks = new int[listEnds.size()];
            int[] singleRanks = new int[ranks.length];
            int most = rankCells(singleRanks, listRanks);
            key.add(width(most), row -> {
                int cell = cells.get(row);
                return cell < NULL ? listRanks[FIRST_LIST - cell] : singleRanks[ranks[cell + 1]];
            });
        } else {
            key.add(width(order.length), row -> ranks[cells.get(row) + 1]);
        }
    }

    private int[] ranks() {
        int[] known = ranks;
        if (known == null) {
            order = table.sorted();
            known = new int[order.length + 1];
            for (int i = 0; i < order.length; i++) {
                known[order[i] + 1] = i + 1;
            }
            ranks = known;
        }
        return known;
    }

    private static int width(int most) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(most);
    }

    /** Ranks lists, and single values as lists of one, against each other; returns the greatest rank. */
    private int rankCells(int[] singleRanks, int[] listRanks) {
        int singles = singleRanks.length;
        int[] all = new int[singles + listRanks.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        IntSort.sort(all, (a, b) -> compareCells(a, b, singles));
        int rank = 0;
        for (int i = 0; i < all.length; i++) {
            rank += i > 0 && compareCells(all[i - 1], all[i], singles) < 0 ? 1 : 0;
            if (all[i] < singles) {
                singleRanks[all[i]] = rank;
            } else {
                listRanks[all[i] - singles] = rank;
            }
        }
        return rank;
    }

    private int compareCells(int a, int b, int singles) {
        int sizeA = a < singles ? 1 : listSize(a - singles);
        int sizeB = b < singles ? 1 : listSize(b - singles);
        for (int i = 0; i < Math.min(sizeA, sizeB); i++) {
            int left = a < singles ? a : listRank(a - singles, i);
            int right = b < singles ? b : listRank(b - singles, i);
            if (left != right) {
                return Integer.compare(left, right);
            }
        }
        return Integer.compare(sizeA, sizeB);
    }

    private int listStart(int list) {
        return list == 0 ? 0 : listEnds.get(list - 1);
    }

    private int listSize(int list) {
        return listEnds.get(list) - listStart(list);
    }

    private int listRank(int list, int i) {
        return ranks()[listCells.get(listStart(list) + i) + 1];
    }

    /** The values in their order. */
    ValueStream values() {
        ranks();
        return new ValueStream() {
            private int at;
            private byte[] value = {};

            @Override
            public boolean next() {
                if (at == order.length) {
                    return false;
                }
                value = table.value(order[at++]).getBytes(StandardCharsets.UTF_8);
                return true;
            }

            @Override
            public byte[] bytes() {
                return value;
            }

            @Override
            public int start() {
                return 0;
            }

            @Override
            public int end() {
                return value.length;
            }
        };
    }

    /** The column in another order of rows. */
    IdStream stream(int[] rows) {
        int[] ranks = ranks();
        return new IdStream() {
            private int at;

            @Override
            public void read(int count, int[] into) {
                for (int i = 0; i < count; i++) {
                    into[i] = ranks[cells.get(rows[at + i]) + 1];
                }
                at += count;
            }

            @Override
            public void read(int count, MultiIds into) {
                into.reserveRows(count);
                int end = 0;
                for (int i = 0; i < count; i++) {
                    int cell = cells.get(rows[at + i]);
                    int size = cell < NULL ? listSize(FIRST_LIST - cell) : 1;
                    into.reserveIds(end + size);
                    for (int k = 0; k < size; k++) {
                        into.ids()[end + k] = cell < NULL ? listRank(FIRST_LIST - cell, k) : ranks[cell + 1];
                    }
                    end += size;
                    into.offsets()[i + 1] = end;
                }
                at += count;
            }
        };
    }
}
