package io.isobar.replicator.work;

import io.isobar.catalog.control.Intent;
import io.isobar.catalog.control.Journal;
import io.isobar.catalog.control.JournalEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does steps of one owner with a note before and after each: intent → act → outcome. After a crash the notes say where
 * to look, and never what is true: {@link #settle} asks the world.
 *
 * <p>A step that fails stays open and is tried again under the same note, so that a full disk is one line and not five
 * in a second. Steps of different datasources may run side by side.
 */
public final class StepJournal {
    private static final Logger LOG = LoggerFactory.getLogger(StepJournal.class);

    private final Journal journal;
    private final String role;
    private final String owner;
    private final CrashHook crash;
    private final Map<Key, Noted> open = new LinkedHashMap<>();

    private record Key(String dataSource, long seq, String dc, String step, String detail) {
        static Key of(Intent intent) {
            return new Key(intent.dataSource(), intent.seq(), intent.dc(), intent.step(), intent.detail());
        }
    }

    private record Noted(long id, Intent intent) {}

    /** What a step does. */
    @FunctionalInterface
    public interface Act<T, E extends Exception> {
        /** Acts, and returns what was observed. */
        T act() throws E;
    }

    /** Asks the world whether what an intent announced has happened; the answer says what was seen. */
    @FunctionalInterface
    public interface Probe {
        /** What was found, if the step turns out to be done. */
        Optional<String> found(Intent intent);
    }

    /**
     * Notes under {@code owner}.
     *
     * @param role first word of the crash points, such as {@code steward}
     */
    public StepJournal(Journal journal, String role, String owner, CrashHook crash) {
        this.journal = journal;
        this.role = role;
        this.owner = owner;
        this.crash = crash;
    }

    /** An intent of this owner, for its first attempt. */
    public Intent intent(String dataSource, long seq, String dc, String step, long epoch, String detail) {
        return new Intent(owner, dataSource, seq, dc, step, 1, epoch, detail);
    }

    /** Does one step. If {@code act} throws, the intent stays open. */
    public <T, E extends Exception> T step(Intent intent, Act<T, E> act) throws E {
        begin(intent);
        T observed = act.act();
        end(intent, String.valueOf(observed));
        return observed;
    }

    /** Notes the intent of a step that may take several rounds; again and again is as good as once. */
    public void begin(Intent intent) {
        synchronized (open) {
            if (open.containsKey(Key.of(intent))) {
                return;
            }
        }
        crash.reached(point(intent) + "before-intent");
        var noted = new Noted(journal.intend(intent), intent);
        synchronized (open) {
            open.put(Key.of(intent), noted);
        }
        crash.reached(point(intent) + "after-intent");
    }

    /** Notes what was observed of a step that {@link #begin} announced. */
    public void end(Intent intent, String observed) {
        crash.reached(point(intent) + "after-act");
        Optional<Noted> noted;
        synchronized (open) {
            noted = Optional.ofNullable(open.get(Key.of(intent)));
        }
        noted.ifPresent(it -> journal.done(it.id(), observed));
        forget(intent);
        crash.reached(point(intent) + "after-outcome");
    }

    private String point(Intent intent) {
        return role + "." + intent.step() + ".";
    }

    private void forget(Intent intent) {
        synchronized (open) {
            open.remove(Key.of(intent));
        }
    }

    /** Gives a step up for good. */
    public void giveUp(Intent intent, String why) {
        Optional<Noted> noted;
        synchronized (open) {
            noted = Optional.ofNullable(open.remove(Key.of(intent)));
        }
        noted.ifPresent(it -> journal.failed(it.id(), why));
    }

    /** Closes what an earlier process of this owner left open: done if it happened, else interrupted. */
    public void recover(Probe world) {
        for (JournalEntry entry : journal.open(owner)) {
            Optional<String> found = world.found(entry.intent());
            if (found.isPresent()) {
                journal.done(entry.id(), "found done: " + found.get());
            } else {
                journal.failed(entry.id(), "interrupted; planned again from what is there");
            }
            LOG.info(
                    "[{}] left step [{}] of release [{}:{}] open; it was {}",
                    owner,
                    entry.intent().step(),
                    entry.intent().dataSource(),
                    entry.intent().seq(),
                    found.isPresent() ? "done" : "not done");
        }
    }

    /** Closes open steps of a datasource that turn out to be done, such as a commit whose reply was lost. */
    public void settle(String dataSource, Probe world) {
        List<Noted> pending;
        synchronized (open) {
            pending = open.values().stream()
                    .filter(noted -> noted.intent().dataSource().equals(dataSource))
                    .toList();
        }
        for (Noted noted : pending) {
            world.found(noted.intent()).ifPresent(found -> {
                journal.done(noted.id(), "found done: " + found);
                forget(noted.intent());
            });
        }
    }
}
