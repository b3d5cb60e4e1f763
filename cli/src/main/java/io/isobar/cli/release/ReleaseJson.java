package io.isobar.cli.release;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.catalog.control.Release;

/** How a release looks to scripts. */
final class ReleaseJson {
    private ReleaseJson() {}

    static ObjectNode of(Release release) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("dataSource", release.ref().dataSource())
                .put("seq", release.ref().seq())
                .put("root", release.ref().root())
                .put("state", release.state().name());
        release.contentOf().ifPresent(seq -> json.put("contentOf", seq));
        json.put("inputFingerprint", release.inputFingerprint())
                .put("producerDc", release.producerDc())
                .put("segments", release.totals().segments())
                .put("rows", release.totals().rows())
                .put("bytes", release.totals().bytes())
                .put("added", release.added())
                .put("removed", release.removed())
                .put("startedAt", release.startedAt().toString());
        release.committedAt().ifPresent(at -> json.put("committedAt", at.toString()));
        return json;
    }
}
