package io.isobar.catalog.dc;

import io.isobar.catalog.Commit;
import io.isobar.catalog.Manifest;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.View;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.sql.SqlDatabase;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of one DC. Its steward alone writes segments and releases; coordinator and brokers read. Every write
 * names the controller epoch that it obeys, and passes the fence in the same transaction.
 */
public final class DcDatabase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DcDatabase.class);

    private final SqlDatabase database;

    private DcDatabase(SqlDatabase database) {
        this.database = database;
    }

    /** Connects. The schema is as found: see {@link #migrate}. */
    public static DcDatabase open(DatabaseConfig config) throws IOException {
        return over(SqlDatabase.open(config, "dc-database"));
    }

    static DcDatabase over(SqlDatabase database) {
        return new DcDatabase(database);
    }

    /** Brings the schema to this version's, beside tables that Druid may have made already. */
    public void migrate() {
        database.migrate("db/dc", "isobar_dc_schema");
    }

    /**
     * Raises the fence; from then on lower epochs are refused.
     *
     * @return the fence
     * @throws FencedException if the fence is higher already
     */
    public long raiseFence(String dataSource, long epoch) {
        return database.write(transaction -> Fence.pass(transaction, "Raising the fence", dataSource, epoch));
    }

    /** The fence: the highest epoch seen; 0 before the first. */
    public long fence(String dataSource) {
        return database.read(handle -> Fence.read(handle, dataSource).orElse(0L));
    }

    /**
     * Prepares a release: from now on its view can be opened, and nothing answers from it by itself. Staging a release
     * again, the head too, puts right whatever rows are damaged.
     *
     * @param deepStorage the store of this DC that has all of the view's segments
     * @throws FencedException if the DC has seen a higher epoch
     * @throws BrokenChainException if another release of that number was activated here
     */
    public void stage(View view, Manifest manifest, URI deepStorage, long epoch) {
        ReleaseRef release = manifest.release();
        if (!view.release().equals(Optional.of(release))) {
            throw new IllegalArgumentException("View [%s:%d] with root [%s] isn't that of release [%s]"
                    .formatted(view.dataSource(), view.seq(), view.root(), release));
        }
        database.<Void>write(transaction -> {
            Fence.pass(transaction, "Staging", release.dataSource(), epoch);
            ReleaseTable.State state = stateToStageIn(transaction, release);
            ReleaseTable.stage(transaction, release, manifest, deepStorage, state);
            ReleaseTable.replaceSegments(transaction, view);
            DruidSegments.add(transaction, view, deepStorage);
            if (state == ReleaseTable.State.HEAD) {
                DruidSegments.use(transaction, release.dataSource(), release.seq());
            }
            bumpChange(transaction);
            return null;
        });
        log.info(
                "Staged release [{}] with [{}] segments",
                release,
                view.segments().size());
    }

    private static ReleaseTable.State stateToStageIn(Handle transaction, ReleaseRef release) {
        Optional<ReleaseTable.Row> before = ReleaseTable.find(transaction, release.dataSource(), release.seq());
        Optional<Commit> head = ReleaseTable.head(transaction, release.dataSource(), " FOR UPDATE");
        boolean committed = head.isPresent() && head.get().release().seq() >= release.seq();
        if (!committed) {
            return ReleaseTable.State.STAGED;
        }
        if (before.isEmpty() || before.get().state() == ReleaseTable.State.RETIRED) {
            throw new IllegalArgumentException(
                    "Release [%s] is older than the head [%s] of this DC: stage what comes after it"
                            .formatted(release, head.get().release()));
        }
        if (!before.get().release().equals(release)) {
            throw new BrokenChainException("Release [%s] was activated in this DC, now [%s] is to be staged"
                    .formatted(before.get().release(), release));
        }
        return before.get().state();
    }

    /**
     * Makes a staged release the head. The head only moves forward: an older commit, or the same one again, changes
     * nothing.
     *
     * @throws FencedException if the DC has seen a higher epoch
     * @throws BrokenChainException if the commit contradicts what was activated here
     * @throws IllegalStateException if the release isn't staged
     */
    public void activate(Commit commit, long epoch) {
        boolean moved = database.write(transaction -> activate(transaction, commit, epoch));
        if (moved) {
            log.info("Activated release [{}]", commit.release());
        }
    }

    private static boolean activate(Handle transaction, Commit commit, long epoch) {
        ReleaseRef release = commit.release();
        Fence.pass(transaction, "Activation", release.dataSource(), epoch);
        Optional<Commit> head = ReleaseTable.head(transaction, release.dataSource(), " FOR UPDATE");
        long at = head.map(before -> before.release().seq()).orElse(0L);
        if (at > release.seq() || head.equals(Optional.of(commit))) {
            return false;
        }
        requireFollows(commit, head, at);
        Optional<ReleaseTable.Row> staged = ReleaseTable.find(transaction, release.dataSource(), release.seq());
        if (staged.isEmpty() || !staged.get().release().equals(release)) {
            throw new IllegalStateException(
                    "Release [%s] can't be activated: it isn't staged in this DC".formatted(release));
        }
        ReleaseTable.moveHead(transaction, commit);
        DruidSegments.use(transaction, release.dataSource(), release.seq());
        bumpChange(transaction);
        return true;
    }

    private static void requireFollows(Commit commit, Optional<Commit> head, long at) {
        long seq = commit.release().seq();
        String previous = head.map(Commit::chain).orElse(Commit.GENESIS);
        if (seq == at || (seq == at + 1 && !commit.follows(previous))) {
            throw new BrokenChainException(
                    "Commit of release [%s] with chain hash [%s] doesn't follow the last one here, [%s] of release [%d]"
                            .formatted(commit.release(), commit.chain(), previous, at));
        }
    }

    /**
     * Forgets the segments of a release that nobody opens any more; its manifest stays. Retiring again changes nothing.
     *
     * @throws FencedException if the DC has seen a higher epoch
     * @throws IllegalStateException if the release is staged, the head or the head before
     */
    public void retire(String dataSource, long seq, long epoch) {
        database.<Void>write(transaction -> {
            Fence.pass(transaction, "Retiring release [%d]".formatted(seq), dataSource, epoch);
            Optional<ReleaseTable.Row> row = ReleaseTable.find(transaction, dataSource, seq);
            if (row.isEmpty() || row.get().state() == ReleaseTable.State.RETIRED) {
                return null;
            }
            if (row.get().state() != ReleaseTable.State.CLOSED) {
                throw new IllegalStateException("Release [%s] can't be retired while it is [%s]"
                        .formatted(row.get().release(), row.get().state()));
            }
            DruidSegments.removeOrphans(transaction, dataSource, seq);
            ReleaseTable.deleteSegments(transaction, dataSource, seq);
            ReleaseTable.setState(transaction, row.get().release(), ReleaseTable.State.RETIRED);
            bumpChange(transaction);
            return null;
        });
    }

    /** The releases that {@link #retire} would take: nobody opens them any more. */
    public List<ReleaseRef> closed(String dataSource) {
        return database.read(handle -> ReleaseTable.closed(handle, dataSource));
    }

    /** The last commit that this DC has activated. */
    public Optional<Commit> head(String dataSource) {
        return database.read(handle -> ReleaseTable.head(handle, dataSource, ""));
    }

    /** Grows with every change that readers must see. */
    public long changeCounter() {
        return database.read(handle -> handle.select("SELECT counter FROM isobar_change WHERE id = 1")
                .mapTo(long.class)
                .one());
    }

    /**
     * Per datasource: the previous head, the head and what is prepared, in the order of their numbers. Each is checked
     * against its manifest's root; damaged ones are left out and logged.
     */
    public List<OpenView> openViews() {
        return database.snapshot(handle -> {
            List<OpenView> views = new ArrayList<>();
            for (ReleaseTable.Row row : ReleaseTable.open(handle)) {
                try {
                    views.add(new OpenView(
                            view(handle, row),
                            OpenView.State.valueOf(row.state().name())));
                } catch (IllegalArgumentException e) {
                    log.error(
                            "View of release [{}] isn't served until it is staged again: {}",
                            row.release(),
                            e.getMessage());
                }
            }
            return views;
        });
    }

    /** What is wrong with the rows of open views. Those with wrong rows of their own are left out by {@link #openViews}. */
    public List<DamagedView> damagedViews() {
        return database.snapshot(handle -> {
            List<DamagedView> damaged = new ArrayList<>();
            for (ReleaseTable.Row row : ReleaseTable.open(handle)) {
                problem(handle, row)
                        .ifPresent(problem -> damaged.add(new DamagedView(
                                row.release().dataSource(), row.release().seq(), problem)));
            }
            return damaged;
        });
    }

    private static Optional<String> problem(Handle handle, ReleaseTable.Row row) {
        try {
            List<String> differences = DruidSegments.differences(handle, view(handle, row), row.deepStorage());
            return differences.stream().findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Puts a view together from its rows, and checks that they are what the release's root was taken over. */
    private static View view(Handle handle, ReleaseTable.Row row) {
        ReleaseRef release = row.release();
        Manifest manifest = ReleaseTable.manifest(handle, release.dataSource(), release.seq());
        if (!manifest.release().equals(release)) {
            throw new IllegalArgumentException(
                    "Manifest in the row of release [%s] with root [%s] is that of [%s] with root [%s]"
                            .formatted(release, release.root(), manifest.release(), manifest.root()));
        }
        return View.of(manifest, ReleaseTable.segments(handle, release.dataSource(), release.seq()));
    }

    private static void bumpChange(Handle transaction) {
        transaction.execute("UPDATE isobar_change SET counter = counter + 1 WHERE id = 1");
    }

    @Override
    public void close() {
        database.close();
    }
}
