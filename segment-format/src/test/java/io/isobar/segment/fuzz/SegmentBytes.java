package io.isobar.segment.fuzz;

import io.isobar.segment.build.SegmentZip;
import io.isobar.segment.smoosh.LogicalFiles;
import io.isobar.segment.smoosh.PhysicalFiles;
import io.isobar.segment.smoosh.Region;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A segment taken apart: its logical files, and those of its physical files that are not made from them.
 *
 * @param name where it comes from
 * @param logical the files that its chunks hold, by name
 * @param physical files of the directory that stand in for those made from {@code logical}: {@code version.bin} always,
 *     mutated ones
 */
record SegmentBytes(String name, Map<String, byte[]> logical, Map<String, byte[]> physical) {
    static final String CHUNK = "00000.smoosh";
    static final String DIRECTORY = "meta.smoosh";
    static final String VERSION = "version.bin";

    SegmentBytes {
        logical = new TreeMap<>(logical);
        physical = new TreeMap<>(physical);
    }

    /** Reads a sound segment's directory. */
    static SegmentBytes read(String name, PhysicalFiles files) throws IOException {
        String[] lines = text(files.map(DIRECTORY)).split("\n", -1);
        LogicalFiles found = LogicalFiles.open(files);
        Map<String, byte[]> logical = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            if (!lines[i].isEmpty()) {
                String file = lines[i].substring(0, lines[i].indexOf(','));
                logical.put(file, bytes(found.require(file)));
            }
        }
        return new SegmentBytes(name, logical, Map.of(VERSION, bytes(files.map(VERSION))));
    }

    private static String text(Region region) {
        return new String(bytes(region), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Region region) {
        byte[] bytes = new byte[region.size()];
        region.copy(0, bytes.length, bytes, 0, "a file");
        return bytes;
    }

    /** A logical file, which there must be. */
    byte[] file(String file) {
        return Objects.requireNonNull(logical.get(file), file);
    }

    /** The same with another logical file in place of one. */
    SegmentBytes with(String file, byte[] bytes) {
        Map<String, byte[]> changed = new TreeMap<>(logical);
        changed.put(file, bytes);
        return new SegmentBytes(name, changed, physical);
    }

    /** The same with a physical file as it is given, whatever the logical ones are. */
    SegmentBytes withPhysical(String file, byte[] bytes) {
        Map<String, byte[]> changed = new TreeMap<>(physical);
        changed.put(file, bytes);
        return new SegmentBytes(name, logical, changed);
    }

    /** The same with some of its logical files only. */
    SegmentBytes only(Collection<String> files) {
        Map<String, byte[]> left = new TreeMap<>(logical);
        left.keySet().retainAll(files);
        return new SegmentBytes(name, left, physical);
    }

    /** The directory that these files make, with all logical files in one chunk. */
    MemoryFiles files() {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        StringBuilder directory = new StringBuilder("v1,2147483647,1\n");
        logical.forEach((file, bytes) -> {
            int start = chunk.size();
            chunk.writeBytes(bytes);
            directory.append("%s,0,%d,%d\n".formatted(file, start, chunk.size()));
        });
        Map<String, byte[]> content = new TreeMap<>();
        content.put(CHUNK, chunk.toByteArray());
        content.put(DIRECTORY, directory.toString().getBytes(StandardCharsets.UTF_8));
        content.putAll(physical);
        return new MemoryFiles(name, content);
    }

    /** The zip of that directory; {@code scratch} is where it may be laid out. */
    byte[] zip(Path scratch) throws IOException {
        Path directory = Files.createTempDirectory(scratch, "zip");
        for (Map.Entry<String, byte[]> file : files().content().entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        SegmentZip.pack(directory, zip);
        for (String file : files().content().keySet()) {
            Files.delete(directory.resolve(file));
        }
        Files.delete(directory);
        return zip.toByteArray();
    }
}
