package io.isobar.cli.backfill;

import io.isobar.segment.Interval;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/** Tells a person how a backfill goes, and keeps why slices were given up. */
final class BackfillTeller implements BackfillListener {
    private final PrintWriter out;
    private final Clock clock;
    private final ZoneId zone;
    private final int slices;
    private final Instant begun;
    private final Map<Interval, String> logs = new TreeMap<>();
    private final Map<Interval, String> givenUp = new TreeMap<>();
    private final Map<Interval, String> held = new TreeMap<>();
    private int lastEnded;

    /** @param slices how many there are to run */
    BackfillTeller(PrintWriter out, Clock clock, ZoneId zone, int slices) {
        this.out = out;
        this.clock = clock;
        this.zone = zone;
        this.slices = slices;
        this.begun = clock.instant();
    }

    /** Slices that were given up, and why. */
    Map<Interval, String> givenUp() {
        return new TreeMap<>(givenUp);
    }

    /** Where the last attempt at a slice left what it said; empty if there was none. */
    String log(Interval slice) {
        return logs.getOrDefault(slice, "");
    }

    @Override
    public void started(Interval slice, int attempt, String log) {
        logs.put(slice, log);
        held.remove(slice);
        line(slice, "started, attempt [%d], log [%s]".formatted(attempt, log));
    }

    @Override
    public void sealed(Interval slice, String inWords) {
        line(slice, inWords);
    }

    @Override
    public void again(Interval slice, String reason, Duration rest) {
        line(slice, "again in %s: %s".formatted(SliceText.duration(rest), reason));
    }

    @Override
    public void givenUp(Interval slice, String reason) {
        givenUp.put(slice, reason);
        line(slice, "FAILED: " + reason);
    }

    @Override
    public void held(Interval slice, String by) {
        if (!by.equals(held.put(slice, by))) {
            line(slice, "waits: [%s] is at work on it".formatted(by));
        }
    }

    @Override
    public void stopped(Interval slice) {
        line(slice, "stopped");
    }

    @Override
    public void stopAsked(int running, boolean atOnce) {
        if (atOnce) {
            tell("Stopping [%d] slices now".formatted(running));
        } else {
            tell("No more slices are started; [%d] run on to their end. Ctrl-C once more stops them now"
                    .formatted(running));
        }
    }

    @Override
    public void note(String text) {
        tell("note: " + text);
    }

    @Override
    public void progress(SliceBoard board) {
        int ended = board.sealed() + board.failed();
        if (ended == lastEnded) {
            return;
        }
        lastEnded = ended;
        Duration elapsed = Duration.between(begun, clock.instant());
        double perHour = elapsed.isZero() ? 0 : ended * 3_600_000.0 / elapsed.toMillis();
        String rate = perHour > 0 ? ", %.1f slices/h".formatted(perHour) : "";
        String left = perHour > 0 && board.left() > 0
                ? ", about %s left"
                        .formatted(SliceText.duration(Duration.ofMillis((long) (board.left() / perHour * 3_600_000))))
                : "";
        tell("[%d/%d] %d running, %d failed%s%s".formatted(ended, slices, board.running(), board.failed(), rate, left));
    }

    private void line(Interval slice, String text) {
        tell("  %s  %s".formatted(SliceText.of(slice, zone), text));
    }

    private void tell(String text) {
        out.println(text);
        out.flush();
    }
}
