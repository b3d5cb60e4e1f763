package io.isobar.cli.cluster;

import io.isobar.cli.CommandFailedException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a run keeps everything. What is beneath {@code control}, {@code east} and {@code west} is used by nobody else:
 * the data centers share no directory.
 *
 * <pre>
 *  control/           control-db, ZooKeeper, controller: files, log, secrets
 *  east/, west/       a data center: deep-storage/, secrets/, and a directory for each process
 *  east/home-storage/ what the pipeline builds
 *  pipeline/          specs, logs and scratch files of the indexing runs
 *  answers.jsonl      everything that the roaming clients were answered
 * </pre>
 */
public record RunDirectory(Path root) {
    /** Takes an empty directory, or makes one. */
    public static RunDirectory create(Path root) throws IOException {
        Files.createDirectories(root);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root)) {
            if (files.iterator().hasNext()) {
                throw new CommandFailedException("Run directory [" + root
                        + "] isn't empty: each run needs one of its own, name another with --dir, or remove it");
            }
        }
        return new RunDirectory(root.toRealPath());
    }

    public Path control() {
        return root.resolve("control");
    }

    public Path dc(String dc) {
        return root.resolve(dc);
    }

    public Path process(String dc, String name) {
        return dc(dc).resolve(name);
    }

    public Path deepStorage(String dc) {
        return dc(dc).resolve("deep-storage");
    }

    public Path homeStorage(String dc) {
        return dc(dc).resolve("home-storage");
    }

    /** Secrets of a data center, or of {@code control}. */
    public Path secrets(String owner) {
        return root.resolve(owner).resolve("secrets");
    }

    public Path pipeline() {
        return root.resolve("pipeline");
    }

    public Path answers() {
        return root.resolve("answers.jsonl");
    }
}
