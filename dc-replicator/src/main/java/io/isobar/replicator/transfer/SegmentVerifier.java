package io.isobar.replicator.transfer;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.segment.CorruptSegmentException;
import io.isobar.segment.UnsupportedSegmentException;
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
    private final SegmentOpener opener;
    private final Path scratch;

    /** Reads from {@code store}; unpacks into {@code scratch}, a directory that it has to itself. */
    public SegmentVerifier(SegmentStore store, SegmentOpener opener, Path scratch) {
        this.store = store;
        this.opener = opener;
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
            // Unpacking makes the directory, and refuses one that is there.
            Outcome outcome = tryToOpen(segment, bytes, directory.resolve("segment"));
            bytes.transferTo(OutputStream.nullOutputStream());
            Finding finding = judge(segment, bytes);
            // Wrong bytes explain every other complaint.
            return finding instanceof Finding.Sound ? outcome.finding(segment) : finding;
        } catch (NoSuchFileException e) {
            return new Finding.Missing();
        } finally {
            delete(directory);
        }
    }

    /** What opening gave: rows, or a problem. */
    private record Outcome(long rows, Optional<IOException> problem) {
        Finding finding(ReleaseSegment segment) throws IOException {
            if (problem.isEmpty()) {
                return rows == segment.rows()
                        ? new Finding.Sound()
                        : new Finding.Corrupt(
                                "it holds [%d] rows, the manifest says [%d]".formatted(rows, segment.rows()));
            }
            IOException e = problem.get();
            if (e instanceof CorruptSegmentException || e instanceof UnsupportedSegmentException) {
                return new Finding.Corrupt(Failure.words(e));
            }
            throw new IOException(
                    "Segment [%s] can't be unpacked to be checked: %s. Free space in the steward's scratch directory; if it is the zip, rebuild the segment"
                            .formatted(segment.id(), Failure.words(e)),
                    e);
        }
    }

    private Outcome tryToOpen(ReleaseSegment segment, InputStream bytes, Path directory) {
        try {
            return new Outcome(opener.rows(bytes, directory, segment.size()), Optional.empty());
        } catch (IOException e) {
            return new Outcome(0, Optional.of(e));
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
