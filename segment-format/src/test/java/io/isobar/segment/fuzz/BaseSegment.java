package io.isobar.segment.fuzz;

import io.isobar.segment.Segment;
import io.isobar.segment.smoosh.LogicalFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A sound segment that inputs are made from. */
final class BaseSegment {
    private static final LocalDateTime TIME_ZERO = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final SegmentBytes bytes;
    private final LogicalFiles files;
    private final int rows;
    private final List<String> columns;
    private final byte[] zip;
    private final byte[] deflated;
    private final List<String> columnFiles;
    private final List<String> others;

    /** The segment that these bytes make; {@code scratch} is where a zip of it may be laid out. */
    BaseSegment(SegmentBytes bytes, Path scratch) throws IOException {
        MemoryFiles memory = bytes.files();
        this.bytes = bytes;
        this.files = LogicalFiles.open(memory);
        this.zip = bytes.zip(scratch);
        this.deflated = deflate(memory);
        try (Segment segment = Segment.open(memory)) {
            this.rows = segment.rows();
            this.columns = segment.columnNames();
        }
        this.columnFiles = bytes.logical().keySet().stream()
                .filter(file -> !file.equals(Segment.TIME) && columns.contains(columnOf(file)))
                .toList();
        this.others = Stream.concat(
                        bytes.logical().keySet().stream().filter(file -> !columnFiles.contains(file)),
                        Stream.of(SegmentBytes.CHUNK, SegmentBytes.DIRECTORY, SegmentBytes.VERSION))
                .toList();
    }

    SegmentBytes bytes() {
        return bytes;
    }

    /** Its logical files, as a reader finds them. */
    LogicalFiles files() {
        return files;
    }

    int rows() {
        return rows;
    }

    /** All of it as a zip. */
    byte[] zip() {
        return zip;
    }

    /** All of it as a zip whose entries are compressed. */
    byte[] deflated() {
        return deflated;
    }

    private static byte[] deflate(MemoryFiles files) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            for (Map.Entry<String, byte[]> file : new TreeMap<>(files.content()).entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(TIME_ZERO);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        }
        return packed.toByteArray();
    }

    /** The files of its columns, but for {@code __time}, which all else depends on. */
    List<String> columnFiles() {
        return columnFiles;
    }

    /** The column that a file is of: the name of a further file of a column goes on with a dot. */
    String columnOf(String file) {
        int dot = file.indexOf('.');
        return columns.contains(file) || dot < 0 ? file : file.substring(0, dot);
    }

    /** Its other logical files, and its physical ones. */
    List<String> others() {
        return others;
    }
}
