package io.isobar.serving.broker;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.View;
import io.isobar.serving.cluster.Announcements;
import java.util.HashMap;
import java.util.Map;

/** Whether each segment of a view is held by somebody. Looked at again only after announcements changed. Thread-safe. */
final class Availability {
    private final Announcements announcements;
    private final Map<Key, Boolean> known = new HashMap<>();
    private Announcements.Snapshot basis;

    Availability(Announcements announcements) {
        this.announcements = announcements;
        this.basis = announcements.current();
    }

    synchronized boolean isAvailable(View view) {
        Announcements.Snapshot announced = announcements.current();
        if (announced != basis) {
            known.clear();
            basis = announced;
        }
        return known.computeIfAbsent(new Key(view), key -> allHeld(view, announced));
    }

    private static boolean allHeld(View view, Announcements.Snapshot announced) {
        for (ReleaseSegment segment : view.segments().values()) {
            if (announced.holders(segment.id(), segment.sha256()).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Tells releases apart without comparing their segments. */
    private record Key(String dataSource, long seq, String root) {
        Key(View view) {
            this(view.dataSource(), view.seq(), view.root());
        }
    }
}
