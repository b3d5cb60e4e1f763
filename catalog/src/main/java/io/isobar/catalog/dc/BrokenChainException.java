package io.isobar.catalog.dc;

/**
 * Two histories of one datasource: a commit that doesn't follow the last one activated here, or a second release of one
 * number. Two controllers believed to lead. Nothing changed; people must look before anything goes on.
 */
public final class BrokenChainException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    BrokenChainException(String message) {
        super(message
                + ". Two controllers may have led at once: compare the chain in the control database with each DC's");
    }
}
