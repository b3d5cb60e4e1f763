package io.isobar.serving.testing;

import io.isobar.catalog.Commit;
import io.isobar.catalog.Manifest;
import io.isobar.catalog.View;
import io.isobar.serving.token.SeenRelease;
import java.util.Map;

/**
 * A release that was published for a test.
 *
 * @param zips by path in a store
 */
public record TestRelease(Manifest manifest, View view, Commit commit, Map<String, byte[]> zips) {
    public long seq() {
        return view.seq();
    }

    /** As headers and tokens spell it. */
    public SeenRelease seen() {
        return new SeenRelease(view.dataSource(), view.seq(), manifest.root8());
    }
}
