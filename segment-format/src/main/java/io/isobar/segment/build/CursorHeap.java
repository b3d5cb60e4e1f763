package io.isobar.segment.build;

/** Cursors by their keys, the least one first; of equal ones that of the earlier run. For one thread. */
final class CursorHeap {
    private final KeyCursor[] cursors;
    private int size;

    CursorHeap(int most) {
        cursors = new KeyCursor[most];
    }

    boolean isEmpty() {
        return size == 0;
    }

    KeyCursor least() {
        return cursors[0];
    }

    void add(KeyCursor cursor) {
        int at = size++;
        while (at > 0 && comesBefore(cursor, cursors[(at - 1) >>> 1])) {
            cursors[at] = cursors[(at - 1) >>> 1];
            at = (at - 1) >>> 1;
        }
        cursors[at] = cursor;
    }

    void removeLeast() {
        cursors[0] = cursors[--size];
        leastChanged();
    }

    /** Finds the least again after it moved on. */
    void leastChanged() {
        KeyCursor moved = cursors[0];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && comesBefore(cursors[child + 1], cursors[child])) {
                child++;
            }
            if (!comesBefore(cursors[child], moved)) {
                break;
            }
            cursors[at] = cursors[child];
            at = child;
        }
        cursors[at] = moved;
    }

    private static boolean comesBefore(KeyCursor a, KeyCursor b) {
        int order = a.key().compareTo(b.key());
        return order < 0 || (order == 0 && a.run() < b.run());
    }
}
