package io.isobar.segment.build;

/** The rows of a run are not in the order that was asked for, which shows while they are merged. */
final class UnsortedRunException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int run;

    UnsortedRunException(int run) {
        super("The rows of run [%d] are in another order".formatted(run), null, false, false);
        this.run = run;
    }

    /** The run's number. */
    int run() {
        return run;
    }
}
