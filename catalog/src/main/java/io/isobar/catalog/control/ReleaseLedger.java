package io.isobar.catalog.control;

import io.isobar.catalog.Commit;
import io.isobar.catalog.Manifest;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.View;
import java.util.List;
import java.util.Optional;

/** What is published, and the steps by which the leading controller publishes it. */
@SuppressWarnings("DoNotCallSuggester")
public final class ReleaseLedger {
    /** Makes the caller the leading controller: mints a higher controller epoch. */
    public long mintEpoch(String owner) {
        throw new UnsupportedOperationException();
    }

    /** The controller epoch that counts now; 0 before the first. */
    public long epoch() {
        throw new UnsupportedOperationException();
    }

    /** All registered datasources, by name. */
    public List<String> dataSources() {
        throw new UnsupportedOperationException();
    }

    /** Turns the oldest sealed batch into the release after the head, unless one is under way. */
    public DistributionOutcome startDistribution(String dataSource, long epoch) {
        throw new UnsupportedOperationException();
    }

    /** The release that is being distributed. */
    public Optional<Release> distributing(String dataSource) {
        throw new UnsupportedOperationException();
    }

    /** What still stands between the release and its commit, each in words; empty if nothing does. */
    public List<String> unmet(ReleaseRef release) {
        throw new UnsupportedOperationException();
    }

    /** Makes the release the head, if every condition holds, in one transaction. */
    public CommitOutcome commit(ReleaseRef release, long epoch) {
        throw new UnsupportedOperationException();
    }

    /** The head; none before the first commit. */
    public Optional<Release> head(String dataSource) {
        throw new UnsupportedOperationException();
    }

    /** All releases, oldest first, the one in distribution last. */
    public List<Release> list(String dataSource) {
        throw new UnsupportedOperationException();
    }

    /** One release. */
    public Optional<Release> show(String dataSource, long seq) {
        throw new UnsupportedOperationException();
    }

    /** The manifest of a release that is committed or in distribution. */
    public Manifest manifest(ReleaseRef release) {
        throw new UnsupportedOperationException();
    }

    /** The view at a release; at 0 the empty one. */
    public View view(String dataSource, long seq) {
        throw new UnsupportedOperationException();
    }

    /** All commits, oldest first. */
    public List<Commit> chain(String dataSource) {
        throw new UnsupportedOperationException();
    }
}
