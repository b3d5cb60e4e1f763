package io.isobar.segment.fuzz;

import io.isobar.segment.Segment;
import io.isobar.segment.column.ColumnFile;
import io.isobar.segment.column.OpenGuard;
import io.isobar.segment.smoosh.ByteSource;
import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** A file of a sound segment, damaged, and how it is read. */
abstract sealed class FuzzInput {
    private static final Set<String> PHYSICAL =
            Set.of(SegmentBytes.CHUNK, SegmentBytes.DIRECTORY, SegmentBytes.VERSION);

    private final BaseSegment base;
    private final String target;
    private final byte[] damaged;

    private FuzzInput(BaseSegment base, String target, byte[] damaged) {
        this.base = base;
        this.target = target;
        this.damaged = damaged;
    }

    /** Reads all of it. */
    abstract FullRead.Outcome read(FullRead reader) throws IOException;

    /** How many bytes are read at most, before they are unpacked. */
    int size() {
        return base.zip().length + damaged.length;
    }

    /** A zip of a segment that has the damage, for the corpus; {@code scratch} is where it may be laid out. */
    abstract byte[] zip(Path scratch) throws IOException;

    /** The same file with other bytes, to find out which of them matter. */
    abstract FuzzInput withDamaged(byte[] bytes);

    /** What the file was before. */
    abstract byte[] sound();

    final BaseSegment base() {
        return base;
    }

    /** The name of the damaged file. */
    final String target() {
        return target;
    }

    /** The bytes of the damaged file. */
    final byte[] damaged() {
        return damaged;
    }

    /** A file of one column among its sound neighbours, opened as a segment opens it. */
    static final class OfColumn extends FuzzInput {
        private final String column;

        OfColumn(BaseSegment base, String file, byte[] damaged) {
            super(base, file, damaged);
            this.column = base.columnOf(file);
        }

        @Override
        FullRead.Outcome read(FullRead reader) throws IOException {
            String name = base().bytes().name();
            return FullRead.outcome(() -> {
                LogicalFiles files = base().files();
                Region file;
                if (target().equals(column)) {
                    file = MemoryFiles.region(damaged(), name + ":" + column);
                } else {
                    files = LogicalFiles.open(
                            base().bytes().with(target(), damaged()).files());
                    file = files.require(column);
                }
                reader.column(ColumnFile.open(column, file, files, base().rows(), new OpenGuard(name)));
            });
        }

        @Override
        byte[] zip(Path scratch) throws IOException {
            Set<String> needed = new TreeSet<>(base().bytes().logical().keySet());
            needed.removeIf(
                    file -> !file.equals(Segment.TIME) && !file.equals("index.drd") && !file.startsWith(column));
            return base().bytes().with(target(), damaged()).only(needed).zip(scratch);
        }

        @Override
        FuzzInput withDamaged(byte[] bytes) {
            return new OfColumn(base(), target(), bytes);
        }

        @Override
        byte[] sound() {
            return base().bytes().file(target());
        }
    }

    /** A logical or physical file of a segment all of which is read. */
    static final class OfSegment extends FuzzInput {
        OfSegment(BaseSegment base, String file, byte[] damaged) {
            super(base, file, damaged);
        }

        private SegmentBytes segment() {
            return PHYSICAL.contains(target())
                    ? base().bytes().withPhysical(target(), damaged())
                    : base().bytes().with(target(), damaged());
        }

        @Override
        FullRead.Outcome read(FullRead reader) throws IOException {
            MemoryFiles files = segment().files();
            return FullRead.outcome(() -> reader.segment(Segment.open(files)));
        }

        @Override
        byte[] zip(Path scratch) throws IOException {
            return segment().zip(scratch);
        }

        @Override
        FuzzInput withDamaged(byte[] bytes) {
            return new OfSegment(base(), target(), bytes);
        }

        @Override
        byte[] sound() {
            return PHYSICAL.contains(target())
                    ? base().bytes().files().file(target())
                    : base().bytes().file(target());
        }
    }

    /** A zip, written to a file and mapped from there, or read as one that lies elsewhere. */
    static final class OfZip extends FuzzInput {
        private final Kind kind;
        private final Path file;

        /** How a zip is packed, and where it lies. */
        enum Kind {
            STORED_HERE,
            STORED_ELSEWHERE,
            DEFLATED_HERE
        }

        OfZip(BaseSegment base, Kind kind, Path file, byte[] damaged) {
            super(base, "zip " + kind, damaged);
            this.kind = kind;
            this.file = file;
        }

        @Override
        FullRead.Outcome read(FullRead reader) throws IOException {
            if (kind == Kind.STORED_ELSEWHERE) {
                ByteSource source = new MemorySource("zip", damaged());
                return FullRead.outcome(() -> reader.segment(Segment.open(source, scratch())));
            }
            // A new file each time: the old one may still be mapped, and must keep its length for that.
            Files.deleteIfExists(file);
            Files.write(file, damaged());
            return FullRead.outcome(() -> reader.segment(Segment.open(file, scratch())));
        }

        private Path scratch() {
            return Objects.requireNonNull(file.getParent());
        }

        @Override
        byte[] zip(Path scratch) {
            return damaged();
        }

        @Override
        FuzzInput withDamaged(byte[] bytes) {
            return new OfZip(base(), kind, file, bytes);
        }

        @Override
        byte[] sound() {
            return kind == Kind.DEFLATED_HERE ? base().deflated() : base().zip();
        }
    }
}
