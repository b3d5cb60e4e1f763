package io.isobar.catalog.control;

/** The caller acts under an epoch that another has superseded. It must stop, not retry: somebody else is in charge. */
public final class StaleEpochException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final long current;

    StaleEpochException(String what, long epoch, long current) {
        super("%s under epoch [%d] refused: the epoch is [%d] now, so another is in charge"
                .formatted(what, epoch, current));
        this.current = current;
    }

    /** The epoch that counts now. */
    public long current() {
        return current;
    }
}
