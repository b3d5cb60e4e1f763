package io.isobar.replicator.controller;

/** Another controller has minted a higher epoch. This one must stop at once, and may stand for election again. */
final class DeposedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeposedException(long own, long current) {
        super("Epoch [%d] of this controller is over: the control database has epoch [%d], so another one leads"
                .formatted(own, current));
    }
}
