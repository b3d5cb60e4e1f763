package io.isobar.replicator.operator;

import io.isobar.catalog.control.Activation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How one release became the head everywhere. All times are the control database's, so that the skew doesn't depend on
 * how well the clocks of the data centers agree.
 *
 * @param waitingFor data centers in service that don't answer from it yet
 */
public record Cutover(long seq, Optional<Instant> committedAt, List<Activation> activations, List<String> waitingFor) {
    /** Copies what could change later. */
    public Cutover {
        activations = List.copyOf(activations);
        waitingFor = List.copyOf(waitingFor);
    }

    static Cutover of(
            long seq, Optional<Instant> committedAt, List<Activation> activations, Collection<String> inService) {
        var waiting = new TreeSet<>(inService);
        activations.forEach(activation -> waiting.remove(activation.dc()));
        return new Cutover(seq, committedAt, activations, List.copyOf(waiting));
    }

    /** From the first data center's activation to the last one's; empty before the last. */
    public Optional<Duration> skew() {
        if (activations.isEmpty() || !waitingFor.isEmpty()) {
            return Optional.empty();
        }
        Instant first = activations.stream()
                .map(Activation::recordedAt)
                .min(Instant::compareTo)
                .orElseThrow();
        Instant last = activations.stream()
                .map(Activation::recordedAt)
                .max(Instant::compareTo)
                .orElseThrow();
        return Optional.of(Duration.between(first, last));
    }
}
