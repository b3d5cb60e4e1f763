package io.isobar.catalog.dc;

import io.isobar.catalog.Commit;
import io.isobar.catalog.Manifest;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.View;
import io.isobar.catalog.config.DatabaseConfig;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The database of one DC. Its steward alone writes segments and releases; coordinator and brokers read. */
@SuppressWarnings("DoNotCallSuggester")
public final class DcDatabase implements AutoCloseable {
    /** Connects. The schema is as found: see {@link #migrate}. */
    public static DcDatabase open(DatabaseConfig config) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Brings the schema to this version's, beside tables that Druid may have made already. */
    public void migrate() {
        throw new UnsupportedOperationException();
    }

    /** Raises the fence; from then on lower epochs are refused. Returns the fence, throws {@link FencedException} for a lower epoch. */
    public long raiseFence(String dataSource, long epoch) {
        throw new UnsupportedOperationException();
    }

    /** The fence: the highest epoch seen; 0 before the first. */
    public long fence(String dataSource) {
        throw new UnsupportedOperationException();
    }

    /** Prepares a release: its view can be opened, and nothing answers from it by itself. Staging again mends damaged rows. */
    public void stage(View view, Manifest manifest, URI deepStorage, long epoch) {
        throw new UnsupportedOperationException();
    }

    /** Makes a staged release the head; an older one than the head is ignored. */
    public void activate(Commit commit, long epoch) {
        throw new UnsupportedOperationException();
    }

    /** Forgets a release that is neither staged, nor head, nor the head before. */
    public void retire(String dataSource, long seq, long epoch) {
        throw new UnsupportedOperationException();
    }

    /** The releases that {@link #retire} would forget now, oldest first. */
    public List<ReleaseRef> retirable(String dataSource) {
        throw new UnsupportedOperationException();
    }

    /** The last commit that this DC has activated. */
    public Optional<Commit> head(String dataSource) {
        throw new UnsupportedOperationException();
    }

    /** Grows with every change that readers must see. */
    public long changeCounter() {
        throw new UnsupportedOperationException();
    }

    /** Per datasource: the previous head, the head and what is prepared, each checked against its manifest's root; damaged ones are left out. */
    public List<OpenView> openViews() {
        throw new UnsupportedOperationException();
    }

    /** The views that {@link #openViews} leaves out because their rows contradict their manifest. */
    public List<DamagedView> damagedViews() {
        throw new UnsupportedOperationException();
    }

    /** Closes all connections. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
