package io.isobar.indexer.progress;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How a run is asked to end before its time: by a user, or because it works in vain. Any thread may ask; the run sees it at
 * its next step, and within the moment while it waits for a job.
 */
public final class StopSwitch {
    private final CountDownLatch pressed = new CountDownLatch(1);
    private volatile Wish wish = Wish.GO_ON;

    /** What the run should do. */
    public enum Wish {
        GO_ON,
        /** Kill the application that runs, and end. */
        KILL,
        /** Leave the application running on the cluster, and end: a later run with {@code resume} finds it. */
        DETACH
    }

    /** Asks the run to kill its application and end. */
    public void kill() {
        ask(Wish.KILL);
    }

    /** Asks the run to leave its application running and end. On the local runner that is the same as {@link #kill}. */
    public void detach() {
        ask(Wish.DETACH);
    }

    private synchronized void ask(Wish asked) {
        if (wish != Wish.KILL) {
            wish = asked;
        }
        pressed.countDown();
    }

    /** What was asked for so far. */
    public Wish wish() {
        return wish;
    }

    /** Waits that long, or until something is asked for. */
    public Wish await(long millis) throws InterruptedException {
        var unused = pressed.await(millis, TimeUnit.MILLISECONDS);
        return wish;
    }

    /** Ends the run here if something was asked for, where no application runs. */
    public void check() throws RunStoppedException {
        if (wish() != Wish.GO_ON) {
            throw new RunStoppedException("Stopped before the next job: nothing is published");
        }
    }
}
