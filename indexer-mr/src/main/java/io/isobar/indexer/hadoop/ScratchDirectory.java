package io.isobar.indexer.hadoop;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A directory of one task, removed with all it holds at the end. */
final class ScratchDirectory implements Closeable {
    private final Path directory;

    ScratchDirectory(Path parent) throws IOException {
        directory = Files.createTempDirectory(parent, "isobar-");
    }

    /** A path at which nothing is yet. */
    Path fresh(String name) throws IOException {
        Path path = directory.resolve(name);
        remove(path);
        return path;
    }

    void remove(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem) throws IOException {
                if (problem != null) {
                    throw problem;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        remove(directory);
    }
}
