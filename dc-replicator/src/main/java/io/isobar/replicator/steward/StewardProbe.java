package io.isobar.replicator.steward;

import io.isobar.catalog.Commit;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.Intent;
import io.isobar.catalog.dc.DcDatabase;
import io.isobar.replicator.rollout.Fact;
import io.isobar.replicator.work.StepJournal;
import java.util.Optional;

/** Whether a step of a steward turns out to be done, by what the databases hold. */
final class StewardProbe implements StepJournal.Probe {
    static final String VOTE = "vote";
    static final String ACTIVATE = "activate";
    static final String CONFIRM = "confirm";
    static final String ACKNOWLEDGE = "acknowledge";
    static final String RETIRE = "retire";

    private final String dc;
    private final ControlDatabase control;
    private final DcDatabase local;

    StewardProbe(String dc, ControlDatabase control, DcDatabase local) {
        this.dc = dc;
        this.control = control;
        this.local = local;
    }

    /** The journal's name for bringing a fact about. */
    static String step(Fact fact) {
        return switch (fact) {
            case COPIED -> "copy";
            case VERIFIED -> "verify";
            case STAGED -> "stage";
            case LOADED -> "load";
            case WARMED -> "warm";
        };
    }

    @Override
    public Optional<String> found(Intent intent) {
        return switch (intent.step()) {
            case ACTIVATE ->
                local.head(intent.dataSource())
                        .map(Commit::release)
                        .filter(head -> head.seq() >= intent.seq())
                        .map(head -> "the head here is " + head);
            case CONFIRM, ACKNOWLEDGE ->
                control.dcs().activations(intent.dataSource(), intent.seq()).stream()
                        .filter(activation -> activation.dc().equals(dc))
                        .findFirst()
                        .map(activation -> "active since " + activation.observedAt());
            case RETIRE ->
                local.closed(intent.dataSource()).stream().anyMatch(ref -> ref.seq() == intent.seq())
                        ? Optional.empty()
                        : Optional.of("closed");
            case Quarantine.STEP, Audit.REPAIR -> Optional.empty();
            default -> voted(intent);
        };
    }

    /** Whoever voted had prepared all of it. */
    private Optional<String> voted(Intent intent) {
        return control.releases()
                .show(intent.dataSource(), intent.seq())
                .flatMap(release -> control.dcs().votes(release.ref()).stream()
                        .filter(vote -> vote.dc().equals(dc))
                        .findFirst())
                .map(vote -> "voted by " + vote.incarnation());
    }
}
