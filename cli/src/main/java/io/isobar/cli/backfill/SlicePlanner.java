package io.isobar.cli.backfill;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.View;
import io.isobar.catalog.control.BackfillLedger;
import io.isobar.catalog.control.BackfillSlice;
import io.isobar.catalog.control.Batch;
import io.isobar.catalog.control.BatchState;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.SliceBatch;
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
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out what is to be done about each slice: from its input, from the ledger of batches, which alone knows what is sealed,
 * and from the ledger of backfills.
 */
final class SlicePlanner {
    /** Whoever works on a slice and says nothing for so long is taken for dead. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ControlDatabase database;
    private final SliceInput input;
    private final boolean skipsMissingInput;

    /** @param skipsMissingInput a slice without input is skipped; otherwise that is an error */
    SlicePlanner(ControlDatabase database, SliceInput input, boolean skipsMissingInput) {
        this.database = database;
        this.input = input;
        this.skipsMissingInput = skipsMissingInput;
    }

    /** Looks at all slices. */
    List<PlannedSlice> plan(String backfill, List<Interval> slices) throws IOException {
        Map<Interval, BackfillSlice> known = new HashMap<>();
        database.backfills().slices(backfill).forEach(slice -> known.put(slice.interval(), slice));
        Map<String, Optional<View>> visible = new HashMap<>();
        List<PlannedSlice> plan = new ArrayList<>();
        for (Interval slice : slices) {
            Looked looked = lookAt(slice, Optional.ofNullable(known.get(slice)));
            PlannedSlice planned = looked.planned();
            Optional<String> cut = planned.work().isToRun() ? cutSegment(looked, visible) : Optional.empty();
            plan.add(cut.map(why -> new PlannedSlice(slice, Work.REFUSED, why, planned.batches()))
                    .orElse(planned));
        }
        return plan;
    }

    /** What is to be done about a slice, and what it writes; nothing if it can't be run. */
    private record Looked(PlannedSlice planned, Set<String> dataSources) {}

    /** Looks at one slice again. */
    PlannedSlice look(Interval slice, Optional<BackfillSlice> known) throws IOException {
        return lookAt(slice, known).planned();
    }

    private Looked lookAt(Interval slice, Optional<BackfillSlice> known) throws IOException {
        Map<String, String> fingerprints;
        try {
            fingerprints = input.fingerprints(slice);
        } catch (FileNotFoundException e) {
            return new Looked(withoutInput(slice, e), Set.of());
        }
        return new Looked(planned(slice, fingerprints, known), fingerprints.keySet());
    }

    private PlannedSlice withoutInput(Interval slice, FileNotFoundException e) {
        return skipsMissingInput
                ? new PlannedSlice(slice, Work.SKIPPED, "no input: " + e.getMessage())
                : new PlannedSlice(
                        slice, Work.REFUSED, e.getMessage() + "; --missing-input skip leaves such slices out");
    }

    private PlannedSlice planned(Interval slice, Map<String, String> fingerprints, Optional<BackfillSlice> known) {
        List<Batch> sealed = sealed(fingerprints);
        List<SliceBatch> batches = sealed.stream().map(SliceBatch::of).toList();
        Optional<Batch> refused = sealed.stream()
                .filter(batch -> batch.state() == BatchState.REFUSED)
                .findFirst();
        if (refused.isPresent()) {
            return new PlannedSlice(slice, Work.REFUSED, refusal(refused.get()), batches);
        }
        String versions = inWords(batches, fingerprints.size());
        if (sealed.size() == fingerprints.size()) {
            return new PlannedSlice(slice, Work.DONE, versions, batches);
        }
        PlannedSlice planned =
                known.isEmpty() ? new PlannedSlice(slice, Work.PENDING, "not run yet") : byLedger(slice, known.get());
        return batches.isEmpty()
                ? planned
                : new PlannedSlice(slice, planned.work(), versions + "; the rest " + planned.why(), batches);
    }

    /** What is sealed of a slice now; empty also if its input can't be looked at. */
    List<SliceBatch> sealed(Interval slice) {
        try {
            return sealed(input.fingerprints(slice)).stream()
                    .map(SliceBatch::of)
                    .toList();
        } catch (IOException e) {
            return List.of(); // whoever runs the slice next tells what is wrong with it
        }
    }

    private List<Batch> sealed(Map<String, String> fingerprints) {
        List<Batch> sealed = new ArrayList<>();
        fingerprints.forEach((dataSource, fingerprint) ->
                database.batches().sealed(dataSource, fingerprint).ifPresent(sealed::add));
        return sealed;
    }

    private static String inWords(List<SliceBatch> batches, int outputs) {
        return outputs == 1 && batches.size() == 1
                ? "sealed as version [%s]".formatted(batches.get(0).version())
                : "sealed "
                        + batches.stream()
                                .map(batch -> "for [%s] as version [%s]".formatted(batch.dataSource(), batch.version()))
                                .collect(Collectors.joining(", "));
    }

    private static String refusal(Batch batch) {
        return "sealed for [%s] as version [%s], but the controller refused to release it: %s"
                .formatted(batch.dataSource(), batch.version(), batch.refusal().orElse("it didn't say why"));
    }

    /** Notes in the ledger what a killed run couldn't say. Where another one has changed a row since, it knows better. */
    void writeDown(BackfillSummary plan) {
        BackfillLedger ledger = database.backfills();
        Map<Interval, BackfillSlice> known = new HashMap<>();
        ledger.slices(plan.backfill()).forEach(slice -> known.put(slice.interval(), slice));
        for (PlannedSlice slice : plan.slices()) {
            BackfillSlice row = known.get(slice.interval());
            if (row == null) {
                continue;
            }
            if (slice.work() == Work.DONE && row.state() != BackfillSlice.State.DONE) {
                ledger.done(row, slice.batches(), slice.why());
                continue;
            }
            if (!slice.batches().equals(row.batches())) {
                ledger.sealed(row, slice.batches());
            }
            if (slice.work() == Work.SKIPPED) {
                ledger.skipped(row, slice.why());
            } else if (slice.work() == Work.REFUSED) {
                ledger.failed(row, slice.why());
            }
        }
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

    private Optional<View> visible(String dataSource) {
        return database.releases()
                .head(dataSource)
                .map(head -> database.releases().view(dataSource, head.ref().seq()));
    }

    private Optional<String> cutSegment(Looked looked, Map<String, Optional<View>> visible) {
        for (String dataSource : looked.dataSources()) {
            Optional<String> cut = visible.computeIfAbsent(dataSource, this::visible)
                    .flatMap(view -> cutSegment(view, looked.planned().interval()));
            if (cut.isPresent()) {
                return cut;
            }
        }
        return Optional.empty();
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
