package io.isobar.segment.build;

import io.isobar.segment.column.MultiIds;
import java.io.IOException;

/** Of each group of a merge's rows, what its first row has, by the ids of all runs. For one thread. */
final class FirstIds implements IdStream {
    private final IdCursor[] inputs;
    private final MergedDictionary dictionary;
    private final MergedRows rows;

    FirstIds(IdCursor[] inputs, MergedRows rows, MergedDictionary dictionary) {
        this.inputs = inputs;
        this.rows = rows;
        this.dictionary = dictionary;
    }

    private int idOf(int run, int id) {
        return dictionary.idOf(run, id);
    }

    private void skipRest() throws IOException {
        while (rows.continues()) {
            inputs[rows.next()].next();
        }
    }

    @Override
    public void read(int count, int[] into) throws IOException {
        for (int i = 0; i < count; i++) {
            int run = rows.next();
            inputs[run].next();
            into[i] = idOf(run, inputs[run].id(0));
            skipRest();
        }
    }

    @Override
    public void read(int count, MultiIds into) throws IOException {
        into.reserveRows(count);
        int end = 0;
        for (int i = 0; i < count; i++) {
            int run = rows.next();
            IdCursor input = inputs[run];
            input.next();
            int size = input.size();
            into.reserveIds(end + size);
            for (int k = 0; k < size; k++) {
                into.ids()[end + k] = idOf(run, input.id(k));
            }
            end += size;
            into.offsets()[i + 1] = end;
            skipRest();
        }
    }
}
