package io.isobar.segment.build;

import io.isobar.segment.column.MultiIds;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.scratch.ScratchOutput;
import java.io.IOException;

/** Writes runs to scratch files, as {@link SpilledRun} describes them. */
final class RunSpill {
    private RunSpill() {}

    /** Writes a run, which the result then replaces. */
    static SpilledRun write(SortedRun run, RunColumns columns, Scratch scratch) throws IOException {
        ScratchOutput file = scratch.output();
        SpilledRun.Section[] sections = new SpilledRun.Section[columns.size()];
        for (int column = 0; column < sections.length; column++) {
            sections[column] = switch (columns.kind(column)) {
                case NUMBER -> writeNumbers(run, column, file);
                case STRING -> writeStrings(run, column, file);
                case OBJECT -> writeObjects(run, column, file);
            };
        }
        file.finish();
        return new SpilledRun(run, file, sections);
    }

    private static SpilledRun.Section writeNumbers(SortedRun run, int column, ScratchOutput file) throws IOException {
        long start = file.size();
        NumberStream numbers = run.numbers(column);
        long[] bits = new long[SpilledRun.BATCH];
        boolean[] nulls = new boolean[SpilledRun.BATCH];
        for (long row = 0; row < run.rows(); row += SpilledRun.BATCH) {
            int count = (int) Math.min(SpilledRun.BATCH, run.rows() - row);
            boolean any = numbers.read(count, bits, nulls);
            file.write(any ? 1 : 0);
            for (int i = 0; any && i < count; i++) {
                file.write(nulls[i] ? 1 : 0);
            }
            for (int i = 0; i < count; i++) {
                file.writeLong(bits[i]);
            }
        }
        return new SpilledRun.Section(start, start, file.size(), 0, false, false, false);
    }

    private static SpilledRun.Section writeStrings(SortedRun run, int column, ScratchOutput file) throws IOException {
        long start = file.size();
        for (ValueStream values = run.values(column); values.next(); ) {
            file.writeInt(values.end() - values.start());
            file.write(values.bytes(), values.start(), values.end() - values.start());
        }
        long rowsStart = file.size();
        IdStream ids = run.ids(column);
        boolean lists = run.hasLists(column);
        int[] one = new int[SpilledRun.BATCH];
        MultiIds several = new MultiIds();
        for (long row = 0; row < run.rows(); row += SpilledRun.BATCH) {
            int count = (int) Math.min(SpilledRun.BATCH, run.rows() - row);
            if (lists) {
                ids.read(count, several);
                writeLists(several, count, file);
            } else {
                ids.read(count, one);
                for (int i = 0; i < count; i++) {
                    file.writeInt(one[i]);
                }
            }
        }
        return new SpilledRun.Section(
                start,
                rowsStart,
                file.size(),
                run.cardinality(column),
                run.hasNull(column),
                lists,
                run.hasSeveral(column));
    }

    private static void writeLists(MultiIds lists, int count, ScratchOutput file) throws IOException {
        for (int i = 0; i < count; i++) {
            int end = lists.offsets()[i + 1];
            file.writeInt(end - lists.offsets()[i]);
            for (int k = lists.offsets()[i]; k < end; k++) {
                file.writeInt(lists.ids()[k]);
            }
        }
    }

    private static SpilledRun.Section writeObjects(SortedRun run, int column, ScratchOutput file) throws IOException {
        long start = file.size();
        ObjectStream objects = run.objects(column);
        for (long row = 0; row < run.rows(); row++) {
            objects.next();
            if (objects.isNull()) {
                file.writeInt(SpilledRun.NULL);
            } else {
                file.writeInt(objects.end() - objects.start());
                file.write(objects.bytes(), objects.start(), objects.end() - objects.start());
            }
        }
        return new SpilledRun.Section(start, start, file.size(), 0, false, false, false);
    }
}
