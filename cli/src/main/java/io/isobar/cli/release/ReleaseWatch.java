package io.isobar.cli.release;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.control.Activation;
import io.isobar.catalog.control.Batch;
import io.isobar.catalog.control.BatchState;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Follows a sealed batch until every data center in service answers from its release, and tells each change. */
public final class ReleaseWatch {
    private static final long POLL_MILLIS = 200;

    private final ControlDatabase database;
    private final Consumer<String> listener;
    private final CountDownLatch never = new CountDownLatch(1);
    private String told = "";

    /** @param listener gets a line whenever something has changed */
    public ReleaseWatch(ControlDatabase database, Consumer<String> listener) {
        this.database = database;
        this.listener = listener;
    }

    /**
     * Waits; returns the batch once it is active everywhere or refused, empty if {@code timeout} passes before, by the clock
     * {@code nanoTime}.
     */
    public Optional<Batch> untilActive(String dataSource, String fingerprint, Duration timeout, LongSupplier nanoTime)
            throws InterruptedException {
        long deadline = nanoTime.getAsLong() + timeout.toNanos();
        while (nanoTime.getAsLong() - deadline < 0) {
            Optional<Batch> ended = look(dataSource, fingerprint);
            if (ended.isPresent()) {
                return ended;
            }
            never.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
        return Optional.empty();
    }

    /** Tells what has changed; the batch if there is nothing more to wait for. */
    public Optional<Batch> look(String dataSource, String fingerprint) {
        Optional<Batch> batch = database.batches().find(dataSource, fingerprint);
        if (batch.isEmpty() || batch.get().release().isEmpty()) {
            return batch.filter(found -> found.state() == BatchState.REFUSED);
        }
        ReleaseRef release = batch.get().release().get();
        List<String> needed = database.dcs().membership(dataSource).inService();
        List<String> active = database.dcs().activations(dataSource, release.seq()).stream()
                .map(Activation::dc)
                .toList();
        tell(release, batch.get().state());
        boolean done = batch.get().state() == BatchState.RELEASED && active.containsAll(needed);
        return batch.filter(found -> done || found.state() == BatchState.REFUSED);
    }

    private void tell(ReleaseRef release, BatchState state) {
        String dcs = database.dcs().progress(release.dataSource(), release.seq()).stream()
                .map(ReleaseWatch::inWords)
                .collect(Collectors.joining("   "));
        String line = "%s  %-12s  %s"
                .formatted(release, state == BatchState.RELEASED ? "COMMITTED" : state, dcs)
                .stripTrailing();
        if (!line.equals(told)) {
            told = line;
            listener.accept(line);
        }
    }

    private static String inWords(Progress dc) {
        return "%s: %s %d/%d".formatted(dc.dc(), dc.state(), dc.copied(), dc.total());
    }
}
