package io.isobar.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.SealedBatch;
import io.isobar.catalog.ShardSpec;
import io.isobar.catalog.View;
import io.isobar.catalog.control.BatchLedger;
import io.isobar.catalog.control.BatchTicket;
import io.isobar.catalog.control.CommitOutcome;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.DistributionOutcome;
import io.isobar.catalog.control.Vote;
import io.isobar.catalog.store.DigestingOutputStream;
import io.isobar.catalog.store.SegmentDigest;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.catalog.store.SegmentStores;
import io.isobar.segment.Segment;
import io.isobar.segment.SegmentId;
import io.isobar.segment.build.SegmentZip;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes releases of what was sealed, as controller and steward do, with a data center that is always ready. */
final class LocalReleases {
    private static final String DC = "east";

    private final LocalRun local;

    LocalReleases(LocalRun local) throws IOException {
        this.local = local;
        try (ControlDatabase control = ControlDatabase.open(local.control())) {
            control.dcs().register(DC);
        }
    }

    /** All that is sealed becomes releases; the view at the last one. */
    View releaseAll(String dataSource) throws IOException {
        try (ControlDatabase control = ControlDatabase.open(local.control())) {
            while (!control.batches().pending(dataSource).isEmpty()) {
                long epoch = control.releases().mintEpoch("test");
                ReleaseRef release = ((DistributionOutcome.Started)
                                control.releases().startDistribution(dataSource, epoch))
                        .release();
                control.dcs().vote(new Vote(release, DC, "the same answers", epoch, "steward-1"));
                assertThat(control.releases().commit(release, epoch)).isInstanceOf(CommitOutcome.Committed.class);
                control.dcs().activated(release, DC, LocalRun.NOON.instant());
            }
            return view(control, dataSource);
        }
    }

    View view(String dataSource) throws IOException {
        try (ControlDatabase control = ControlDatabase.open(local.control())) {
            return view(control, dataSource);
        }
    }

    private static View view(ControlDatabase control, String dataSource) {
        return control.releases()
                .head(dataSource)
                .map(head -> control.releases().view(dataSource, head.ref().seq()))
                .orElse(View.empty(dataSource));
    }

    /** Publishes a directory that somebody else wrote as the only segment of its interval. */
    View publish(String dataSource, Path segment) throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        SegmentDigest digest;
        try (DigestingOutputStream digesting = new DigestingOutputStream(zip)) {
            SegmentZip.pack(segment, digesting);
            digest = digesting.digest();
        }
        try (SegmentStore store = SegmentStores.open(local.store());
                ControlDatabase control = ControlDatabase.open(local.control());
                Segment opened = Segment.open(segment)) {
            store.put(new ByteArrayInputStream(zip.toByteArray()), digest.sha256());
            BatchLedger ledger = control.batches();
            long epoch = ledger.homeOrFirst(dataSource, DC).epoch();
            BatchTicket ticket = ledger.begin(dataSource, digest.sha256(), epoch, LocalRun.NOON.instant());
            ledger.seal(new SealedBatch(
                    dataSource,
                    digest.sha256(),
                    ticket.version(),
                    List.of(opened.interval()),
                    List.of(new ReleaseSegment(
                            new SegmentId(dataSource, opened.interval(), ticket.version(), 0),
                            new ShardSpec.Numbered(0, 1),
                            opened.dimensions(),
                            opened.metrics(),
                            opened.rows(),
                            digest.bytes(),
                            size(segment),
                            digest.sha256(),
                            digest.crc32c())),
                    DC,
                    epoch));
        }
        return releaseAll(dataSource);
    }

    private static long size(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            long size = 0;
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
            return size;
        }
    }

    /** The rows of a view's segments as text, each with its columns by name. */
    List<String> rows(View view, Path scratch) throws IOException {
        List<String> rows = new ArrayList<>();
        try (SegmentStore store = SegmentStores.open(local.store())) {
            for (ReleaseSegment segment : view.segments().values()) {
                Path directory = Files.createTempDirectory(scratch, "segment").resolve("unpacked");
                try (InputStream zip = store.open(segment.path(), 0)) {
                    SegmentZip.unpack(zip, directory, segment.size());
                }
                rows.addAll(SegmentText.rows(directory));
            }
        }
        return rows;
    }
}
