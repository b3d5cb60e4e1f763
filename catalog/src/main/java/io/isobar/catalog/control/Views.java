package io.isobar.catalog.control;

import io.isobar.catalog.Manifest;
import io.isobar.catalog.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Views by replaying manifests. The last few are kept, since the next one is asked for soon and then takes one manifest.
 * A root is the view's identity, so what is kept never goes stale. Thread-safe.
 */
final class Views {
    private static final int KEPT = 8;

    /** Which view: the datasource, since two of them could have equal releases, and the root. */
    private record Key(String dataSource, String root) {}

    private final Map<Key, View> kept = new LinkedHashMap<>(KEPT * 2, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, View> eldest) {
            return size() > KEPT;
        }
    };

    /** The view at a release that is committed or in distribution; at 0 the empty one. */
    View at(Handle handle, String dataSource, long seq) {
        View base = View.empty(dataSource);
        List<String> roots = handle.select(
                        "SELECT root FROM dcr_manifest WHERE data_source = ? AND seq <= ? ORDER BY seq DESC",
                        dataSource,
                        seq)
                .mapTo(String.class)
                .list();
        if (roots.size() != seq) {
            throw new NoSuchElementException("Release [%d] of datasource [%s] doesn't exist: the last one is [%d]"
                    .formatted(seq, dataSource, roots.size()));
        }
        for (String root : roots) {
            View found = find(new Key(dataSource, root));
            if (found != null) {
                base = found;
                break;
            }
        }
        View view = base.replay(manifests(handle, dataSource, base.seq() + 1, seq));
        synchronized (kept) {
            kept.put(new Key(dataSource, view.root()), view);
        }
        return view;
    }

    private @Nullable View find(Key key) {
        synchronized (kept) {
            return kept.get(key);
        }
    }

    private static List<Manifest> manifests(Handle handle, String dataSource, long first, long last) {
        if (first > last) {
            return List.of();
        }
        return handle.select(
                        "SELECT manifest FROM dcr_manifest WHERE data_source = ? AND seq >= ? AND seq <= ? ORDER BY seq",
                        dataSource,
                        first,
                        last)
                .map((row, context) -> Manifest.parse(row.getBytes("manifest")))
                .list();
    }
}
