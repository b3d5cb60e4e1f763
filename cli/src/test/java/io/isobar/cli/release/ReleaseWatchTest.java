package io.isobar.cli.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.ControlDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReleaseWatchTest {

    /** By the clock that it is given: an hour is over once that says so. */
    @Test
    void givesUpWhenTheTimeIsOver() throws Exception {
        AtomicInteger minutes = new AtomicInteger();
        List<String> told = new ArrayList<>();
        DatabaseConfig config =
                new DatabaseConfig("jdbc:h2:mem:watch;DB_CLOSE_DELAY=-1", "isobar", Optional.empty(), 2);
        try (ControlDatabase database = ControlDatabase.open(config)) {
            database.migrate();

            assertThat(new ReleaseWatch(database, told::add)
                            .untilActive(
                                    "flights",
                                    "no such batch",
                                    Duration.ofHours(1),
                                    () -> Duration.ofMinutes(minutes.getAndAdd(20))
                                            .toNanos()))
                    .isEmpty();
        }

        assertThat(minutes).hasValue(80);
        assertThat(told).isEmpty();
    }
}
