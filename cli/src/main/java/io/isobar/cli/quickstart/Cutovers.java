package io.isobar.cli.quickstart;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.control.Activation;
import io.isobar.catalog.control.Batch;
import io.isobar.catalog.control.BatchState;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.cli.CommandFailedException;
import io.isobar.cli.release.ReleaseText;
import io.isobar.cli.release.ReleaseWatch;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Follows batches until every data center answers from them. */
final class Cutovers {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ControlDatabase control;
    private final Await await;
    private final Narrator narrator;

    Cutovers(ControlDatabase control, Await await, Narrator narrator) {
        this.control = control;
        this.await = await;
        this.narrator = narrator;
    }

    /** Waits until all data centers in service answer from the batch's release, and tells every state on the way. */
    ReleaseRef untilActive(String dataSource, String fingerprint) throws IOException, InterruptedException {
        ReleaseWatch watch = new ReleaseWatch(control, narrator::progress);
        Batch batch = await.until(
                "every data center answers from the new release of [%s]".formatted(dataSource),
                PATIENCE,
                () -> watch.look(dataSource, fingerprint));
        if (batch.state() == BatchState.REFUSED) {
            throw new CommandFailedException(
                    "The batch was refused: " + batch.refusal().orElse("the controller's log says why"));
        }
        return batch.release().orElseThrow();
    }

    /** How long one data center answered from the release before the last one did. */
    Optional<Duration> skew(ReleaseRef release) {
        List<Activation> activations = control.dcs().activations(release.dataSource(), release.seq());
        return ReleaseText.skew(activations);
    }
}
