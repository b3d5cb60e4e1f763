package io.isobar.segment.build;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** A segment's directory as one zip whose bytes follow from the directory's alone. */
public final class SegmentZip {
    private static final LocalDateTime TIME_ZERO = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAX_ENTRIES = 100_000;

    private SegmentZip() {}

    /** Writes the files of {@code dir}, sorted by name, stored and dated 1980-01-01, to {@code out}, which stays open. */
    public static void pack(Path dir, OutputStream out) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(dir)) {
            files = entries.sorted((a, b) ->
                            a.getFileName().toString().compareTo(b.getFileName().toString()))
                    .toList();
        }
        // Not closed: that would close what the caller gave.
        ZipOutputStream zip = new ZipOutputStream(new Uncloseable(out));
        zip.setMethod(ZipOutputStream.STORED);
        for (Path file : files) {
            ZipEntry entry = new ZipEntry(file.getFileName().toString());
            entry.setTimeLocal(TIME_ZERO);
            entry.setSize(Files.size(file));
            entry.setCompressedSize(entry.getSize());
            entry.setCrc(crc(file));
            zip.putNextEntry(entry);
            Files.copy(file, zip);
            zip.closeEntry();
        }
        zip.close();
    }

    private static long crc(Path file) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                crc.update(buffer, 0, read);
            }
        }
        return crc.getValue();
    }

    /**
     * Writes the entries of a zip into {@code dir}, which must not exist yet and appears when all are there.
     *
     * @throws IOException if the entries have more than {@code maxBytes} in all, or one has a name that is no plain file
     *     name
     */
    public static void unpack(InputStream in, Path dir, long maxBytes) throws IOException {
        try (SegmentDirectory directory = new SegmentDirectory(dir)) {
            long left = maxBytes;
            int entries = 0;
            ZipInputStream zip = new ZipInputStream(in);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                requirePlainName(entry);
                if (++entries > MAX_ENTRIES) {
                    throw new IOException("Zip has more than [%d] entries, so it is no segment".formatted(MAX_ENTRIES));
                }
                left -= copy(zip, directory.work().resolve(entry.getName()), left, maxBytes);
            }
            if (entries == 0) {
                throw new IOException("Zip has no entry, so it is no segment");
            }
            directory.publish();
        }
    }

    private static void requirePlainName(ZipEntry entry) throws IOException {
        String name = entry.getName();
        if (entry.isDirectory()
                || name.isEmpty()
                || name.startsWith(".")
                || name.indexOf('/') >= 0
                || name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0) {
            throw new IOException("Zip has an entry [%s], expected plain names of files only".formatted(name));
        }
    }

    private static long copy(InputStream from, Path to, long most, long maxBytes) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long copied = 0;
        try (OutputStream out = Files.newOutputStream(to, java.nio.file.StandardOpenOption.CREATE_NEW)) {
            for (int read = from.read(buffer); read > 0; read = from.read(buffer)) {
                copied += read;
                if (copied > most) {
                    throw new IOException("Zip has more than the [%d] bytes that were told".formatted(maxBytes));
                }
                out.write(buffer, 0, read);
            }
        }
        return copied;
    }

    private static final class Uncloseable extends FilterOutputStream {
        Uncloseable(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
