package io.isobar.catalog;

/** A batch that can't become a release after the given view, however often it is tried. */
public final class UnpublishableBatchException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Says which batch, what stands in its way, and how to mend it. */
    public UnpublishableBatchException(String message) {
        super(message);
    }
}
