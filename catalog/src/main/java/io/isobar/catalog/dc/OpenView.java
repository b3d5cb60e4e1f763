package io.isobar.catalog.dc;

import io.isobar.catalog.View;

/** A view that a DC's brokers can be asked for. */
public record OpenView(View view, State state) {
    /** What the view is to the DC. */
    public enum State {
        /** Prepared: committed perhaps, but not known to be. */
        STAGED,
        /** What the DC answers from. */
        HEAD,
        /** What it answered from before, for queries under way. */
        PREVIOUS
    }
}
