package io.isobar.serving.broker;

import io.isobar.catalog.dc.OpenView;
import io.isobar.serving.releases.OpenReleases;
import io.isobar.serving.token.SeenRelease;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which release answers a query.
 *
 * <p>Without a wish it is the head of this data center, or what the client's token has seen if that is newer: a signed
 * token proves that its release was committed, and no release is committed before every data center has it staged and
 * loaded. So the client brings the news of a commit that this data center hasn't heard of. A query that asks for a
 * release gets that one, also if it is only staged.
 */
final class Pinning {
    private Pinning() {}

    /** What a query is answered from. */
    sealed interface Choice {
        /**
         * This release.
         *
         * @param committed whether it is known to be
         */
        record Pinned(OpenView release, boolean committed) implements Choice {}

        /** There is nothing to answer from: the datasource was never published. */
        record NoRelease() implements Choice {}

        /** The release that it has to be isn't open here: another data center may have it. */
        record NotOpen(String why) implements Choice {}
    }

    /**
     * Chooses.
     *
     * @param asked the release that the query asks for
     * @param seen what the client's token has seen of the datasource
     */
    static Choice choose(String dataSource, OpenReleases open, OptionalLong asked, Optional<SeenRelease> seen) {
        Optional<OpenView> head = open.head(dataSource);
        if (asked.isEmpty() && seen.isEmpty()) {
            return head.<Choice>map(view -> new Choice.Pinned(view, true)).orElseGet(Choice.NoRelease::new);
        }
        long local = head.map(view -> view.view().seq()).orElse(0L);
        long proven = Math.max(local, seen.map(SeenRelease::seq).orElse(0L));
        long seq = asked.orElse(proven);
        Optional<OpenView> found = open.find(dataSource, seq);
        if (found.isEmpty()) {
            return new Choice.NotOpen("Release [%d] of datasource [%s] isn't open here; open are %s"
                    .formatted(
                            seq,
                            dataSource,
                            open.of(dataSource).stream()
                                    .map(view -> view.view().seq())
                                    .toList()));
        }
        OpenView release = found.get();
        if (asked.isEmpty() && seen.isPresent() && contradicts(seen.get(), release)) {
            return new Choice.NotOpen(
                    "Release [%d] of datasource [%s] has the root [%s] here, but its client has seen it with [%s]: two data centers published under one number"
                            .formatted(
                                    seq,
                                    dataSource,
                                    release.view().root(),
                                    seen.get().root8()));
        }
        return new Choice.Pinned(release, release.state() != OpenView.State.STAGED || seq <= proven);
    }

    private static boolean contradicts(SeenRelease seen, OpenView release) {
        return seen.seq() == release.view().seq() && !release.view().root().startsWith(seen.root8());
    }
}
