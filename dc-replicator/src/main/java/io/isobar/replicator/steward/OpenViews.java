package io.isobar.replicator.steward;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.dc.DcDatabase;
import io.isobar.catalog.dc.OpenView;
import java.util.List;
import java.util.Optional;

/** The open views of a data center, read again only when its database says that something changed. */
final class OpenViews {
    private final DcDatabase database;
    private long counter = Long.MIN_VALUE;
    private List<OpenView> views = List.of();

    OpenViews(DcDatabase database) {
        this.database = database;
    }

    synchronized List<OpenView> now() {
        long current = database.changeCounter();
        if (current != counter) {
            // Read after the counter: a change in between shows once more on the next look.
            views = database.openViews();
            counter = current;
        }
        return views;
    }

    boolean holds(ReleaseRef release) {
        return now().stream().anyMatch(open -> open.view().release().equals(Optional.of(release)));
    }
}
