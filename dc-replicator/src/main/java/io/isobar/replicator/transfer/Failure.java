package io.isobar.replicator.transfer;

import io.isobar.catalog.store.DigestMismatchException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/**
 * Why a segment isn't here yet, in words for an operator.
 *
 * @param kind decides what is tried next
 * @param words what failed, where, and how to mend it
 */
public record Failure(Kind kind, String words) {
    /** What to do about a failure. All are tried again; they differ in where, and in who has to act. */
    public enum Kind {
        /** The source doesn't have the zip. Another may. */
        SOURCE_MISSING,
        /** The source can't be reached, or broke off. */
        SOURCE_UNREACHABLE,
        /** The source gave other bytes than the manifest names. It is not asked for this zip again. */
        SOURCE_CORRUPT,
        /** The destination is full: no other source will help. */
        DESTINATION_FULL,
        /** The destination refuses writes: no other source will help. */
        DESTINATION_REFUSES,
        /** Writing to the destination failed in another way. */
        DESTINATION_FAILED;

        /** Whether the next source is worth a try. */
        boolean anotherSourceMayDo() {
            return this == SOURCE_MISSING || this == SOURCE_UNREACHABLE || this == SOURCE_CORRUPT;
        }
    }

    /** Classifies what went wrong while {@code path} was pulled from {@code source} to {@code destination}. */
    static Failure of(IOException problem, String path, String source, String destination) {
        if (problem instanceof DigestMismatchException) {
            return new Failure(
                    Kind.SOURCE_CORRUPT,
                    "source [%s] has wrong bytes for segment [%s]: replace the file there".formatted(source, path));
        }
        if (problem instanceof SourceFailedException && problem.getCause() instanceof NoSuchFileException) {
            return new Failure(Kind.SOURCE_MISSING, "source [%s] does not have segment [%s]".formatted(source, path));
        }
        if (problem instanceof SourceFailedException) {
            return new Failure(Kind.SOURCE_UNREACHABLE, "segment [%s]: %s".formatted(path, problem.getMessage()));
        }
        if (isFull(problem)) {
            return new Failure(
                    Kind.DESTINATION_FULL,
                    "deep storage [%s] is full while segment [%s] is written: free space or enlarge it"
                            .formatted(destination, path));
        }
        if (problem instanceof AccessDeniedException || isRefusal(problem)) {
            return new Failure(
                    Kind.DESTINATION_REFUSES,
                    "deep storage [%s] refuses writes (%s): let the steward's user write there"
                            .formatted(destination, words(problem)));
        }
        return new Failure(
                Kind.DESTINATION_FAILED,
                "deep storage [%s] failed while segment [%s] is written: %s"
                        .formatted(destination, path, words(problem)));
    }

    private static boolean isFull(IOException problem) {
        String text = words(problem).toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("quota") || text.contains("disk full");
    }

    private static boolean isRefusal(IOException problem) {
        String text = words(problem).toLowerCase(Locale.ROOT);
        return text.contains("permission denied") || text.contains("read-only file system");
    }

    /** A message that says something even where the JDK gives only a file name, or nothing. */
    static String words(Throwable problem) {
        if (problem instanceof NoSuchFileException missing) {
            return "no such file [%s]".formatted(missing.getFile());
        }
        if (problem instanceof FileSystemException file && file.getReason() != null) {
            return "%s [%s]".formatted(file.getReason(), file.getFile());
        }
        String message = problem.getMessage();
        return message == null ? problem.getClass().getSimpleName() : message;
    }
}
