package io.isobar.replicator.steward;

/** A step that can't be finished now, for a reason that an operator should read. It is tried again, later each time. */
final class NotYetException extends Exception {
    private static final long serialVersionUID = 1L;

    NotYetException(String why) {
        super(why);
    }
}
