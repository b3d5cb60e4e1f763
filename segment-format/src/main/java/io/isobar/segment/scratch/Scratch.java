package io.isobar.segment.scratch;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A directory for files that live as long as one build; all of them go when it is closed. Safe for many threads; what it
 * gives out is for one.
 */
public final class Scratch implements Closeable {
    private final Path directory;
    private final Set<ScratchOutput> open = new HashSet<>();
    private int files;

    /** Makes a new directory below {@code parent}, which is made too if need be. */
    public Scratch(Path parent) throws IOException {
        Files.createDirectories(parent);
        directory = Files.createTempDirectory(parent, "segment-");
    }

    /** Something to write to that takes to a file when it grows. */
    public ScratchOutput output() {
        return new ScratchOutput(this);
    }

    /** As many integers, all 0. */
    public ScratchInts ints(long size) throws IOException {
        return ScratchInts.create(this, size);
    }

    synchronized Path newFile() {
        return directory.resolve(Integer.toString(files++));
    }

    /** Remembers an output that holds a file open. */
    synchronized void opened(ScratchOutput output) {
        open.add(output);
    }

    synchronized void closed(ScratchOutput output) {
        open.remove(output);
    }

    @Override
    public void close() throws IOException {
        List<ScratchOutput> left;
        synchronized (this) {
            left = new ArrayList<>(open);
        }
        for (ScratchOutput output : left) {
            output.discard();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.toList()) {
                Files.deleteIfExists(entry);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Files.deleteIfExists(directory);
    }
}
