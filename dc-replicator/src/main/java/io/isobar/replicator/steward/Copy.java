package io.isobar.replicator.steward;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.View;
import io.isobar.catalog.control.DcState;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.replicator.transfer.Failure;
import io.isobar.replicator.transfer.SegmentPuller;
import io.isobar.replicator.work.CrashHook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** COPY: pulls the zips that deep storage lacks, several at once. What is there is not pulled again. */
final class Copy {
    private final SegmentStore store;
    private final SegmentPuller puller;
    private final Workers workers;
    private final Quarantine quarantine;
    private final ProgressReports progress;
    private final CrashHook crash;

    Copy(
            SegmentStore store,
            SegmentPuller puller,
            Workers workers,
            Quarantine quarantine,
            ProgressReports progress,
            CrashHook crash) {
        this.store = store;
        this.puller = puller;
        this.workers = workers;
        this.quarantine = quarantine;
        this.progress = progress;
        this.crash = crash;
    }

    /** Returns when every zip of the view is in deep storage, and says how much was moved. */
    String bring(ReleaseRef release, View view, long epoch) throws IOException, InterruptedException, NotYetException {
        // Segments may share their bytes, which then are one file.
        Map<String, ReleaseSegment> wanted = new LinkedHashMap<>();
        view.segments().values().forEach(segment -> wanted.put(segment.path(), segment));
        List<ReleaseSegment> missing = new ArrayList<>();
        for (ReleaseSegment segment : wanted.values()) {
            if (!has(segment, release.seq(), epoch)) {
                missing.add(segment);
            }
        }
        long bytes = missing.stream().mapToLong(ReleaseSegment::bytes).sum();
        var account = new Account(release, wanted.size(), wanted.size() - missing.size(), bytes);
        account.tell(DcState.COPYING);
        requireRoom(bytes, account);
        List<Failure> failures = new ArrayList<>();
        workers.each(missing, (segment, worker) -> puller.pull(segment, account::arrived), (segment, failure) -> {
            crash.reached("steward.copy.after-segment");
            if (failure.isPresent()) {
                failures.add(failure.get());
            } else {
                account.copied++;
            }
            account.tell(DcState.COPYING);
        });
        if (!failures.isEmpty()) {
            throw notYet(account, failures);
        }
        account.tell(DcState.COPIED);
        return "%d of %d zips pulled, %d bytes".formatted(missing.size(), wanted.size(), bytes);
    }

    private boolean has(ReleaseSegment segment, long seq, long epoch) throws IOException {
        if (!store.has(segment.path())) {
            return false;
        }
        long length = store.length(segment.path());
        if (length != segment.bytes()) {
            quarantine.take(
                    segment,
                    seq,
                    epoch,
                    "it has [%d] bytes, the manifest says [%d]".formatted(length, segment.bytes()));
            return false;
        }
        return true;
    }

    private void requireRoom(long bytes, Account account) throws IOException, NotYetException {
        long free = store.freeBytes();
        if (bytes > free) {
            throw notYet(
                    account,
                    List.of(new Failure(
                            Failure.Kind.DESTINATION_FULL,
                            "deep storage [%s] has [%d] bytes free and [%d] are needed: free space or enlarge it"
                                    .formatted(store.uri(), free, bytes))));
        }
    }

    private NotYetException notYet(Account account, List<Failure> failures) {
        String words =
                failures.get(0).words() + (failures.size() > 1 ? " (and %d more)".formatted(failures.size() - 1) : "");
        account.fail(words);
        return new NotYetException("Release [%s] is not copied: %s".formatted(account.release, words));
    }

    /** What is told of a copy while it runs. */
    private final class Account {
        private final ReleaseRef release;
        private final long zips;
        private final long bytes;
        private final AtomicLong arrived = new AtomicLong();
        private long copied;

        Account(ReleaseRef release, long zips, long copied, long bytes) {
            this.release = release;
            this.zips = zips;
            this.copied = copied;
            this.bytes = bytes;
        }

        void arrived(long n) {
            arrived.addAndGet(n);
        }

        void tell(DcState state) {
            progress.tell(release, state, copied, zips, "%d of %d bytes pulled".formatted(arrived.get(), bytes));
        }

        void fail(String words) {
            progress.explain(release, DcState.COPYING, copied, zips, words);
        }
    }
}
