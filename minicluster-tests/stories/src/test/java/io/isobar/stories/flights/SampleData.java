package io.isobar.stories.flights;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files under {@code data/} and {@code conf/} of the checkout that the tests run in. */
public final class SampleData {
    private SampleData() {}

    /** Root of the checkout. */
    public static Path checkout() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("data/README.md"))) {
                return at;
            }
        }
        throw new IllegalStateException(
                "No data/README.md above [%s]".formatted(Path.of("").toAbsolutePath()));
    }

    /** Input of release 1. */
    public static Path flights() {
        return checkout().resolve("data/flights/flights-2001-01.parquet");
    }

    /** Input of release 2. */
    public static Path correction() {
        return checkout().resolve("data/flights-correction/flights-2001-01.parquet");
    }

    /** Where airports lie. */
    public static Path airports() {
        return checkout().resolve("data/flights/airports.csv");
    }
}
