package io.isobar.cli.backfill;

import io.isobar.catalog.CrashPoint;
import io.isobar.catalog.control.BackfillLedger;
import io.isobar.catalog.control.BackfillSlice;
import io.isobar.catalog.control.ClaimOutcome;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the slices of a backfill: claims each in the ledger before it starts, and writes down what became of it.
 *
 * <p>One thread does all of it. What the ledger of backfills can't be told at the moment is no reason to fail: it says what a
 * later run would find out from the ledger of batches.
 */
final class BackfillRun {
    /** How often the ledger hears that this process is alive; several times within {@link SlicePlanner#PATIENCE}. */
    static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** A claim that comes too late this often is somebody else's. */
    private static final int CLAIM_TRIES = 5;

    private final BackfillLedger ledger;
    private final SlicePlanner planner;
    private final SliceBoard board;
    private final SliceRunner runner;
    private final Event.Inbox inbox;
    private final BackfillListener listener;
    private final Clock clock;
    private final String backfill;
    private final String owner;
    private final Map<Interval, BackfillSlice> claimed = new HashMap<>();
    private Instant nextHeartbeat;
    private int stopsAsked;

    /** What a run works with. */
    record Parts(
            BackfillLedger ledger,
            SlicePlanner planner,
            SliceBoard board,
            SliceRunner runner,
            Event.Inbox inbox,
            BackfillListener listener,
            Clock clock) {}

    BackfillRun(String backfill, String owner, Parts parts) {
        this.backfill = backfill;
        this.owner = owner;
        this.ledger = parts.ledger();
        this.planner = parts.planner();
        this.board = parts.board();
        this.runner = parts.runner();
        this.inbox = parts.inbox();
        this.listener = parts.listener();
        this.clock = parts.clock();
        this.nextHeartbeat = clock.instant().plus(HEARTBEAT);
    }

    /** Runs until every slice is sealed or given up, or until it is asked to stop and what ran has ended. */
    void run() throws InterruptedException {
        while (!board.isOver()) {
            Optional<Interval> next = board.next(clock.instant());
            if (next.isPresent()) {
                begin(next.get());
                listener.progress(board);
                continue;
            }
            Optional<Event> event = inbox.take(untilSomethingIsDue());
            if (event.isPresent()) {
                handle(event.get());
                listener.progress(board);
            }
            heartbeat();
        }
    }

    private Duration untilSomethingIsDue() {
        Instant due = board.wakeAt().filter(nextHeartbeat::isAfter).orElse(nextHeartbeat);
        Duration wait = Duration.between(clock.instant(), due);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private void heartbeat() {
        Instant now = clock.instant();
        if (now.isBefore(nextHeartbeat)) {
            return;
        }
        nextHeartbeat = now.plus(HEARTBEAT);
        tell(() -> ledger.alive(owner));
    }

    private void begin(Interval slice) {
        try {
            BackfillSlice seen = seen(slice);
            PlannedSlice planned = planner.look(slice, Optional.of(seen));
            switch (planned.work()) {
                case DONE -> {
                    board.foundSealed(slice);
                    listener.sealed(slice, planned.why());
                }
                case REFUSED, SKIPPED -> {
                    board.refused(slice);
                    listener.givenUp(slice, planned.why());
                }
                default -> claim(slice, seen);
            }
        } catch (IOException | RuntimeException e) {
            rest(slice, reason(e), board.failedToStart(slice, clock.instant()));
        }
    }

    private BackfillSlice seen(Interval slice) {
        return ledger.slices(backfill).stream()
                .filter(known -> known.interval().equals(slice))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "Backfill [%s] has no slice [%s]: it was removed from the ledger".formatted(backfill, slice)));
    }

    private void claim(Interval slice, BackfillSlice first) throws IOException {
        BackfillSlice seen = first;
        for (int i = 0; i < CLAIM_TRIES; i++) {
            ClaimOutcome outcome = ledger.claim(seen, owner, SlicePlanner.PATIENCE, Owner::isGone);
            if (outcome instanceof ClaimOutcome.Claimed mine) {
                start(slice, mine.slice());
                return;
            }
            if (outcome instanceof ClaimOutcome.Held held) {
                heldBy(slice, held.by());
                return;
            }
            seen = ((ClaimOutcome.Changed) outcome).now();
        }
        heldBy(slice, seen);
    }

    private void heldBy(Interval slice, BackfillSlice holder) {
        listener.held(slice, holder.owner());
        if (board.held(slice, clock.instant()) instanceof SliceBoard.Next.GivenUp) {
            listener.givenUp(
                    slice,
                    "[%s] has been at work on it for too long: see 'isobar backfill status %s'"
                            .formatted(holder.owner(), holder.backfill()));
        }
    }

    private void start(Interval slice, BackfillSlice mine) throws IOException {
        CrashPoint.reached("backfill.claim.after-act");
        try {
            runner.start(slice, mine.attempts(), outcome -> inbox.put(new Event.Ended(slice, outcome)));
        } catch (IOException | RuntimeException e) {
            tell(() -> ledger.failed(mine, reason(e)));
            throw e;
        }
        claimed.put(slice, mine);
        board.started(slice);
        listener.started(slice, mine.attempts(), runner.log(slice, mine.attempts()));
        CrashPoint.reached("backfill.start.after-act");
    }

    private void handle(Event event) {
        if (event instanceof Event.Ended ended) {
            ended(ended.slice(), ended.outcome());
            return;
        }
        stopsAsked++;
        board.drain();
        listener.stopAsked(board.running(), stopsAsked > 1);
        if (stopsAsked > 1) {
            runner.stopAll();
        }
    }

    private void ended(Interval slice, SliceOutcome outcome) {
        BackfillSlice mine = claimed.remove(slice);
        if (mine == null) {
            throw new IllegalStateException("Slice [" + slice + "] ended, but wasn't started");
        }
        CrashPoint.reached("backfill.end.before-act");
        SliceBoard.Next next = board.ended(slice, outcome, clock.instant());
        if (outcome instanceof SliceOutcome.Sealed sealed) {
            tell(() -> ledger.done(mine, sealed.batches(), sealed.inWords()));
            listener.sealed(slice, sealed.inWords());
        } else if (outcome instanceof SliceOutcome.Failed failed) {
            tell(() -> ledger.sealed(mine, planner.sealed(slice)));
            tell(() -> ledger.failed(mine, failed.reason()));
            rest(slice, failed.reason(), next);
        } else if (outcome instanceof SliceOutcome.Locked locked) {
            tell(() -> ledger.released(mine, locked.reason()));
            rest(slice, locked.reason(), next);
        } else {
            tell(() -> ledger.released(mine, "was stopped"));
            listener.stopped(slice);
        }
    }

    private void rest(Interval slice, String reason, SliceBoard.Next next) {
        if (next instanceof SliceBoard.Next.Again again) {
            listener.again(slice, reason, again.rest());
        } else {
            listener.givenUp(slice, reason);
        }
    }

    private void tell(Runnable write) {
        try {
            write.run();
        } catch (RuntimeException e) {
            listener.note("the ledger of backfills can't be written at the moment: " + reason(e));
        }
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
