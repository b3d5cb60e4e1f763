package io.isobar.stories.flights;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.cli.segment.SegmentAnswers;
import io.isobar.indexer.IndexReport;
import io.isobar.indexer.IndexRun;
import io.isobar.indexer.IndexRunConfig;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.segment.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the quickstart's spec on the local runner, with a store and a control database of its own. */
final class FlightIndexer {
    private final Path directory;
    private final DatabaseConfig control;

    FlightIndexer(Path directory, String name) throws IOException {
        this.directory = directory;
        this.control =
                new DatabaseConfig("jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(name), "isobar", Optional.empty(), 4);
        Files.createDirectories(store());
        try (ControlDatabase database = ControlDatabase.open(control)) {
            database.migrate();
        }
    }

    /** Indexes January from a Parquet file, joined with the airports. */
    IndexReport index(Path flights) throws IOException {
        return index(flights, "2001-01-01/2001-02-01");
    }

    /** Indexes the days of an interval. */
    IndexReport index(Path flights, String interval) throws IOException {
        Path spec = SampleData.checkout().resolve("conf/quickstart/flights.json");
        Map<String, String> variables = Map.of(
                "flights", flights.toString(),
                "airports", SampleData.airports().toString(),
                "interval", interval);
        return IndexRun.run(
                new IndexRunConfig(
                        IndexSpecFile.parse(Files.readAllBytes(spec), false, variables),
                        "east",
                        store().toUri(),
                        control,
                        Optional.of(directory.resolve("work").toString()),
                        2,
                        List.of(),
                        Map.of(),
                        Clock.systemUTC()),
                IndexListener.SILENT);
    }

    /** Opens the segments of a batch from the store. */
    SegmentAnswers open(IndexReport report) throws IOException {
        var answers = new SegmentAnswers();
        try {
            for (ReleaseSegment segment : report.segments()) {
                answers.add(
                        segment.id(), Segment.open(store().resolve("segments").resolve(segment.path())));
            }
            return answers;
        } catch (IOException | RuntimeException e) {
            answers.close();
            throw e;
        }
    }

    private Path store() {
        return directory.resolve("store");
    }
}
