package io.isobar.catalog.discovery;

import java.util.Locale;

/** What a process does. */
public enum NodeRole {
    CONTROLLER,
    STEWARD,
    COORDINATOR,
    BROKER,
    ROUTER,
    HISTORICAL;

    /** The name in paths and settings, in lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
