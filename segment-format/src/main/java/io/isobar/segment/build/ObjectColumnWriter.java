package io.isobar.segment.build;

import io.isobar.segment.codec.GenericIndexedWriter;
import io.isobar.segment.codec.PairsWriter;
import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.scratch.Scratch;
import io.isobar.segment.smoosh.FileSink;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a column of serialised objects of one type. */
final class ObjectColumnWriter {
    /** Types that Druid reads in no other form than {@link io.isobar.segment.codec.Pairs}. */
    private static final Set<String> NUMBER_PAIRS =
            Set.of("serializablePairLongLong", "serializablePairLongDouble", "serializablePairLongFloat");

    private final Scratch scratch;
    private final FileSink files;

    /** A writer of columns whose lists go into {@code files} of their own if they are too large for one. */
    ObjectColumnWriter(Scratch scratch, FileSink files) {
        this.scratch = scratch;
        this.files = files;
    }

    /** The column's file, of a metric: what is null is written as its fold tells that there was nothing. */
    Pieces write(Metric metric, ObjectStream objects, int rows) throws IOException {
        return write(
                metric.name(),
                metric.columnType(),
                objects,
                rows,
                metric.newFold().take());
    }

    /** The column's file, of any type. */
    Pieces write(String name, String typeName, ObjectStream objects, int rows) throws IOException {
        return write(name, typeName, objects, rows, null);
    }

    private Pieces write(String name, String typeName, ObjectStream objects, int rows, byte @Nullable [] nothing)
            throws IOException {
        Pieces column = ColumnDescriptor.complex(typeName);
        return NUMBER_PAIRS.contains(typeName)
                ? column.add(pairs(name, objects, rows, nothing))
                : column.add(list(name, objects, rows, nothing));
    }

    private Pieces pairs(String name, ObjectStream objects, int rows, byte @Nullable [] nothing) throws IOException {
        PairsWriter pairs = new PairsWriter(scratch, "Column [%s]".formatted(name));
        for (int row = 0; row < rows; row++) {
            objects.next();
            if (!objects.isNull()) {
                pairs.add(objects.bytes(), objects.start(), objects.end() - objects.start());
            } else if (nothing != null) {
                pairs.add(nothing, 0, nothing.length);
            } else {
                pairs.addNull();
            }
        }
        return pairs.finish();
    }

    private Pieces list(String name, ObjectStream objects, int rows, byte @Nullable [] nothing) throws IOException {
        GenericIndexedWriter list = new GenericIndexedWriter(scratch, "Column [%s]".formatted(name));
        for (int row = 0; row < rows; row++) {
            objects.next();
            if (!objects.isNull()) {
                list.add(objects.bytes(), objects.start(), objects.end() - objects.start());
            } else if (nothing != null) {
                list.add(nothing, 0, nothing.length);
            } else {
                list.addNull();
            }
        }
        return list.finish(false, files, name + ".complex_column");
    }
}
