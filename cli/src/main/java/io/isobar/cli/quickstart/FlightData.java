package io.isobar.cli.quickstart;

import io.isobar.cli.CommandFailedException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The input of one release.
 *
 * @param flights directory with Parquet files
 * @param airports CSV file
 * @param interval what the release replaces
 */
record FlightData(Path flights, Path airports, String interval) {
    private static final String JANUARY = "2001-01-01/2001-02-01";
    private static final String HALF_A_YEAR = "2001-01-01/2001-07-01";

    /** The month that comes with the distribution. */
    static FlightData sample(Path data) {
        return new FlightData(data.resolve("flights"), data.resolve("flights").resolve("airports.csv"), JANUARY);
    }

    /** What {@code scripts/fetch-flights} put into a directory. */
    static FlightData fetched(Path directory) throws IOException {
        FlightData fetched = new FlightData(directory, directory.resolve("airports.csv"), HALF_A_YEAR);
        boolean complete = Files.isRegularFile(fetched.airports());
        if (complete) {
            try (DirectoryStream<Path> parquet = Files.newDirectoryStream(directory, "*.parquet")) {
                complete = parquet.iterator().hasNext();
            }
        }
        if (!complete) {
            throw new CommandFailedException(("Directory [%s] lacks flights (*.parquet) or airports.csv:"
                            + " scripts/fetch-flights DIR puts both there")
                    .formatted(directory));
        }
        return fetched;
    }

    /** January again, corrected. */
    static FlightData correction(Path data) {
        return new FlightData(
                data.resolve("flights-correction"), data.resolve("flights").resolve("airports.csv"), JANUARY);
    }

    /** Puts this input into a spec's placeholders. */
    String fillIn(String template) {
        return template.replace("${flights}", flights.toAbsolutePath() + "/*.parquet")
                .replace("${airports}", airports.toAbsolutePath().toString())
                .replace("${interval}", interval);
    }
}
