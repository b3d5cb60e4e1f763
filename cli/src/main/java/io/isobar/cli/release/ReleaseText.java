package io.isobar.cli.release;

import io.isobar.catalog.control.Activation;
import io.isobar.catalog.control.Release;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** How releases look in tables. */
public final class ReleaseText {
    private ReleaseText() {}

    static String contentOf(Release release) {
        return release.contentOf().isPresent()
                ? String.valueOf(release.contentOf().getAsLong())
                : "";
    }

    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Between the first and the last data center to answer from a release; empty if fewer than two do. */
    public static Optional<Duration> skew(List<Activation> activations) {
        if (activations.size() < 2) {
            return Optional.empty();
        }
        Instant first = activations.get(0).observedAt();
        Instant last = first;
        for (Activation activation : activations) {
            first = activation.observedAt().isBefore(first) ? activation.observedAt() : first;
            last = activation.observedAt().isAfter(last) ? activation.observedAt() : last;
        }
        return Optional.of(Duration.between(first, last));
    }
}
