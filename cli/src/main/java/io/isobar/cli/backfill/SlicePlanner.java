package io.isobar.cli.backfill;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.View;
import io.isobar.catalog.control.BackfillSlice;
import io.isobar.catalog.control.Batch;
import io.isobar.catalog.control.BatchState;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.cli.backfill.PlannedSlice.Work;
import io.isobar.segment.Interval;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out what is to be done about each slice: from its input, from the ledger of batches, which alone knows what is sealed,
 * and from the ledger of backfills.
 */
final class SlicePlanner {
    /** Whoever works on a slice and says nothing for so long is taken for dead. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ControlDatabase database;
    private final String dataSource;
    private final SliceInput input;
    private final boolean skipsMissingInput;

    /** @param skipsMissingInput a slice without input is skipped; otherwise that is an error */
    SlicePlanner(ControlDatabase database, String dataSource, SliceInput input, boolean skipsMissingInput) {
        this.database = database;
        this.dataSource = dataSource;
        this.input = input;
        this.skipsMissingInput = skipsMissingInput;
    }

    /** Looks at all slices. */
    List<PlannedSlice> plan(String backfill, List<Interval> slices) throws IOException {
        Map<Interval, BackfillSlice> known = new HashMap<>();
        database.backfills().slices(backfill).forEach(slice -> known.put(slice.interval(), slice));
        Optional<View> visible = visible();
        List<PlannedSlice> plan = new ArrayList<>();
        for (Interval slice : slices) {
            PlannedSlice planned = look(slice, Optional.ofNullable(known.get(slice)));
            Optional<String> cut = planned.work().isToRun() && visible.isPresent()
                    ? cutSegment(visible.get(), slice)
                    : Optional.empty();
            plan.add(cut.map(why -> new PlannedSlice(slice, Work.REFUSED, why)).orElse(planned));
        }
        return plan;
    }

    /** Looks at one slice again. */
    PlannedSlice look(Interval slice, Optional<BackfillSlice> known) throws IOException {
        String fingerprint;
        try {
            fingerprint = input.fingerprint(slice);
        } catch (FileNotFoundException e) {
            return skipsMissingInput
                    ? new PlannedSlice(slice, Work.SKIPPED, "no input: " + e.getMessage())
                    : new PlannedSlice(
                            slice, Work.REFUSED, e.getMessage() + "; --missing-input skip leaves such slices out");
        }
        Optional<Batch> sealed = database.batches().sealed(dataSource, fingerprint);
        if (sealed.isPresent()) {
            return sealed(slice, sealed.get());
        }
        if (known.isEmpty()) {
            return new PlannedSlice(slice, Work.PENDING, "not run yet");
        }
        return byLedger(slice, known.get());
    }

    private static PlannedSlice sealed(Interval slice, Batch batch) {
        if (batch.state() == BatchState.REFUSED) {
            return new PlannedSlice(
                    slice,
                    Work.REFUSED,
                    "sealed as version [%s], but the controller refused to release it: %s"
                            .formatted(batch.version(), batch.refusal().orElse("it didn't say why")));
        }
        return new PlannedSlice(
                slice, Work.DONE, "sealed as version [%s]".formatted(batch.version()), Optional.of(batch));
    }

    private static PlannedSlice byLedger(Interval slice, BackfillSlice known) {
        return switch (known.state()) {
            case PENDING ->
                new PlannedSlice(
                        slice, Work.PENDING, known.attempts() == 0 ? "not run yet" : "was begun: " + known.detail());
            case RUNNING -> running(slice, known);
            case FAILED ->
                new PlannedSlice(
                        slice,
                        Work.FAILED,
                        "failed, attempts so far [%d]: %s".formatted(known.attempts(), known.detail()));
            case DONE -> new PlannedSlice(slice, Work.PENDING, "spec or input have changed since it was sealed");
            case SKIPPED -> new PlannedSlice(slice, Work.PENDING, "was skipped, and has input now");
        };
    }

    private static PlannedSlice running(Interval slice, BackfillSlice known) {
        if (Owner.isGone(known.owner())) {
            return new PlannedSlice(slice, Work.PENDING, "was begun: its owner [" + known.owner() + "] is gone");
        }
        if (known.silence().compareTo(PATIENCE) > 0) {
            return new PlannedSlice(
                    slice,
                    Work.PENDING,
                    "was begun: its owner [%s] has been silent for [%s]"
                            .formatted(known.owner(), SliceText.duration(known.silence())));
        }
        return new PlannedSlice(slice, Work.RUNNING, "its owner [" + known.owner() + "] is at work on it");
    }

    private Optional<View> visible() {
        return database.releases()
                .head(dataSource)
                .map(head -> database.releases().view(dataSource, head.ref().seq()));
    }

    /** Sealing would refuse it too, but only after all the work is done. */
    private static Optional<String> cutSegment(View visible, Interval slice) {
        return visible.overlapping(List.of(slice)).stream()
                .map(ReleaseSegment::id)
                .filter(id -> !slice.contains(id.interval()))
                .findFirst()
                .map(id ->
                        "would replace a part of segment [%s] only: choose --from, --to and --by so that slices contain [%s]"
                                .formatted(id, id.interval()));
    }
}
