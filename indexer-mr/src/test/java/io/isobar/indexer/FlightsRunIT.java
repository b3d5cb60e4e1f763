package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.indexer.input.RowOutcome;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.StageReport;
import io.isobar.indexer.spec.IndexSpecFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart's pipeline over its sample: a month of real flights, joined twice with airports. */
class FlightsRunIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int DAYS = 31;
    private static final long FLIGHTS = 508_239;

    @TempDir
    Path directory;

    @Test
    void indexesTheSampleAndGivesTheSameHashesAgain() throws Exception {
        LocalRun first = new LocalRun(directory.resolve("first"));
        IndexReport report = IndexRun.run(first.config(flights()), IndexListener.SILENT);

        assertThat(report.stages())
                .extracting(StageReport::stage)
                .containsExactly("join from", "join to", "build segments");
        assertThat(report.rows()).containsEntry(RowOutcome.PROCESSED, FLIGHTS);
        assertThat(report.segments()).hasSize(2 * DAYS);

        LocalRun second = new LocalRun(directory.resolve("second"));
        IndexReport again = IndexRun.run(second.config(flights()), IndexListener.SILENT);
        assertThat(again.segments())
                .extracting(ReleaseSegment::sha256)
                .isEqualTo(
                        report.segments().stream().map(ReleaseSegment::sha256).toList());
    }

    private static IndexSpecFile flights() throws Exception {
        Path data = ROOT.resolve("data/flights");
        return IndexSpecFile.parse(
                Files.readAllBytes(ROOT.resolve("conf/quickstart/flights.json")),
                false,
                Map.of(
                        "flights", data.resolve("flights-2001-01.parquet").toString(),
                        "airports", data.resolve("airports.csv").toString(),
                        "interval", "2001-01-01/2001-02-01"));
    }
}
