package io.isobar.segment.build;

import io.isobar.segment.dictionary.DictionaryWriter;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchInts;
import java.io.IOException;
import java.util.PriorityQueue;

/** Brings the parts of a {@link ProvisionalDictionary} into one order, in which each value has one id. */
final class DictionaryMerge {
    private DictionaryMerge() {}

    /**
     * Writes all values, after null if there is one.
     *
     * @return by provisional id, the id in the dictionary
     */
    static ScratchInts merge(ProvisionalDictionary provisional, boolean hasNull, DictionaryWriter into, Scratch scratch)
            throws IOException {
        ScratchInts finalIds = scratch.ints(provisional.ids());
        if (hasNull) {
            into.addNull();
        }
        PriorityQueue<ProvisionalDictionary.Cursor> heads = new PriorityQueue<>(ProvisionalDictionary.Cursor::compare);
        for (ProvisionalDictionary.Cursor cursor : provisional.cursors()) {
            if (cursor.next()) {
                heads.add(cursor);
            }
        }
        byte[] last = new byte[64];
        int lastLength = -1;
        while (!heads.isEmpty()) {
            ProvisionalDictionary.Cursor least = heads.poll();
            int length = least.end() - least.start();
            if (length != lastLength
                    || !java.util.Arrays.equals(last, 0, lastLength, least.bytes(), least.start(), least.end())) {
                into.add(least.bytes(), least.start(), length);
                last = last.length < length ? new byte[Math.max(length, 2 * last.length)] : last;
                System.arraycopy(least.bytes(), least.start(), last, 0, length);
                lastLength = length;
            }
            finalIds.set(least.id(), into.size() - 1);
            if (least.next()) {
                heads.add(least);
            }
        }
        return finalIds;
    }
}
