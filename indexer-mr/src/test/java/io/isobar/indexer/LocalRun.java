package io.isobar.indexer;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.sql.TestDatabases;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.spec.IndexSpecFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs specs on Hadoop's local runner, with a store and a control database of their own. */
public final class LocalRun {
    public static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

    private final Path directory;
    private final DatabaseConfig control = TestDatabases.fresh();

    public LocalRun(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory.resolve("store"));
        try (ControlDatabase database = ControlDatabase.open(control)) {
            database.migrate();
        }
    }

    public URI store() {
        return directory.resolve("store").toUri();
    }

    public Path work() {
        return directory.resolve("work");
    }

    public DatabaseConfig control() {
        return control;
    }

    public IndexReport run(String spec) throws IOException {
        return IndexRun.run(config(spec), IndexListener.SILENT);
    }

    public IndexRunConfig config(String spec) {
        return config(IndexSpecFile.parse(spec.getBytes(StandardCharsets.UTF_8), false));
    }

    public IndexRunConfig config(IndexSpecFile file) {
        return new IndexRunConfig(
                file, "east", store(), control, Optional.of(work().toString()), 2, List.of(), Map.of(), NOON);
    }

    /** All files under the store and the working path. */
    public List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
