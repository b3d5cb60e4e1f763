package io.isobar.cli.quickstart;

import io.isobar.cli.text.TextTable;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** Tells the user what is going on: numbered steps, lines within them, and how long each took. */
final class Narrator {
    private final PrintWriter out;
    private final LongSupplier nanoTime;
    private final int steps;
    private final long started;
    private final Map<String, Duration> times = new LinkedHashMap<>();
    private String current = "";
    private long currentStarted;

    /** @param steps how many there will be */
    Narrator(PrintWriter out, LongSupplier nanoTime, int steps) {
        this.out = out;
        this.nanoTime = nanoTime;
        this.steps = steps;
        this.started = nanoTime.getAsLong();
    }

    /** Begins the next step; the one before it is over. */
    void step(String title) {
        endStep();
        current = title;
        currentStarted = nanoTime.getAsLong();
        line("");
        line("[%d/%d] %s".formatted(times.size() + 1, steps, title));
    }

    /** A line within the step; of text with several lines each is indented. */
    void tell(String text) {
        text.lines().forEach(part -> line(part.isEmpty() ? "" : "      " + part));
    }

    /** A line that starts with the time since the step began. */
    void progress(String text) {
        tell("%6s  %s".formatted(seconds(sinceStep()), text));
    }

    /** Ends the last step and shows the time of each. */
    void summary() {
        endStep();
        TextTable table = new TextTable("step", "time");
        times.forEach((title, time) -> table.row(title, seconds(time)));
        table.row("all", seconds(Duration.ofNanos(nanoTime.getAsLong() - started)));
        line("");
        table.render("      ").lines().forEach(this::line);
    }

    /** A line that belongs to no step. */
    void line(String text) {
        out.println(text);
        out.flush();
    }

    private void endStep() {
        if (!current.isEmpty()) {
            times.put(current, sinceStep());
            tell("done in " + seconds(sinceStep()));
            current = "";
        }
    }

    private Duration sinceStep() {
        return Duration.ofNanos(nanoTime.getAsLong() - currentStarted);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
