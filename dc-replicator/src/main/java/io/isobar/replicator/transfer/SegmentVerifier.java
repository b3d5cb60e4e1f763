package io.isobar.replicator.transfer;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.segment.CorruptSegmentException;
import io.isobar.segment.Segment;
import io.isobar.segment.UnsupportedSegmentException;
import io.isobar.segment.build.SegmentZip;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads segments back from deep storage and compares them with the manifest. What was hashed on its way in is read
 * again, because a disk that lies is found in no other way.
 */
public final class SegmentVerifier {
    private final SegmentStore store;
    private final Path scratch;

    /** Reads from {@code store}; unpacks into {@code scratch}, a directory that it has to itself. */
    public SegmentVerifier(SegmentStore store, Path scratch) {
        this.store = store;
        this.scratch = scratch;
    }

    /** Compares the bytes. */
    public Finding hash(ReleaseSegment segment) throws IOException {
        try (DigestInputStream bytes = open(segment)) {
            bytes.transferTo(OutputStream.nullOutputStream());
            return judge(segment, bytes);
        } catch (NoSuchFileException e) {
            return new Finding.Missing();
        }
    }

    /**
     * Compares the bytes, and opens the segment as a historical would: format version and row count.
     *
     * @param worker names a directory beneath scratch that nobody else uses meanwhile
     */
    public Finding open(ReleaseSegment segment, String worker) throws IOException {
        Path directory = scratch.resolve(worker);
        delete(directory);
        Files.createDirectories(directory);
        try (DigestInputStream bytes = open(segment)) {
            Optional<IOException> unreadable = unpack(segment, bytes, directory);
            bytes.transferTo(OutputStream.nullOutputStream());
            Finding finding = judge(segment, bytes);
            // Wrong bytes explain every other complaint.
            return finding instanceof Finding.Sound ? openUnpacked(segment, directory, unreadable) : finding;
        } catch (NoSuchFileException e) {
            return new Finding.Missing();
        } finally {
            delete(directory);
        }
    }

    private DigestInputStream open(ReleaseSegment segment) throws IOException {
        try {
            return new DigestInputStream(store.open(segment.path(), 0), MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static Finding judge(ReleaseSegment segment, DigestInputStream bytes) {
        String found = HexFormat.of().formatHex(bytes.getMessageDigest().digest());
        return found.equals(segment.sha256())
                ? new Finding.Sound()
                : new Finding.Corrupt("its bytes have the SHA-256 [%s]".formatted(found));
    }

    private static Optional<IOException> unpack(ReleaseSegment segment, InputStream bytes, Path directory) {
        try {
            SegmentZip.unpack(bytes, directory, segment.size());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    private static Finding openUnpacked(ReleaseSegment segment, Path directory, Optional<IOException> unreadable)
            throws IOException {
        if (unreadable.isPresent()) {
            throw new IOException(
                    "Segment [%s] can't be unpacked into scratch [%s]: %s. Free space there, or rebuild the segment if its zip is at fault"
                            .formatted(segment.id(), directory, Failure.words(unreadable.get())),
                    unreadable.get());
        }
        try (Segment opened = Segment.open(directory)) {
            return opened.rows() == segment.rows()
                    ? new Finding.Sound()
                    : new Finding.Corrupt(
                            "it holds [%d] rows, the manifest says [%d]".formatted(opened.rows(), segment.rows()));
        } catch (CorruptSegmentException | UnsupportedSegmentException e) {
            return new Finding.Corrupt(Failure.words(e));
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
