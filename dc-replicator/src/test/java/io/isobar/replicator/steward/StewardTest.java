package io.isobar.replicator.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.control.Activation;
import io.isobar.catalog.control.DcState;
import io.isobar.catalog.control.JournalEntry;
import io.isobar.catalog.control.Membership;
import io.isobar.catalog.dc.OpenView;
import io.isobar.replicator.steward.TestCluster.Dc;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stewards and a controller, one step at a time, over real databases and real files. */
class StewardTest {
    private static final String FLIGHTS = TestCluster.FLIGHTS;

    @TempDir
    private Path directory;

    private TestCluster cluster;

    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void open() throws IOException {
        cluster = new TestCluster(directory);
    }

    @AfterEach
    void close() throws IOException {
        cluster.close();
    }

    @Test
    void twoDataCentersBringAReleaseToActive() throws Exception {
        cluster.seal("first", 0, 3);

        cluster.settle();

        assertThat(cluster.head()).isEqualTo(1);
        for (Dc dc : cluster.dcs.values()) {
            assertThat(dc.head()).isEqualTo(1);
            assertThat(dc.state(1)).isEqualTo(DcState.ACTIVE);
            assertThat(dc.zips()).isEqualTo(3);
        }
        assertThat(cluster.control.dcs().activations(FLIGHTS, 1))
                .extracting(Activation::dc)
                .containsExactly("east", "west");
        assertThat(openIntents()).isEmpty();
    }

    @Test
    void aDataCenterThatIsDownHoldsTheCommitUpAndNothingElse() throws Exception {
        cluster.seal("first", 0, 3);
        cluster.settle();
        cluster.west().up = false;
        cluster.seal("second", 0, 1);

        cluster.settle();

        assertThat(cluster.head()).isEqualTo(1);
        assertThat(cluster.east().state(2)).isEqualTo(DcState.READY);
        assertThat(cluster.east().head()).isEqualTo(1);
        assertThat(cluster.control.dcs().membership(FLIGHTS).members().get("west"))
                .isEqualTo(Membership.State.IN_SERVICE);

        cluster.west().up = true;
        cluster.settle();
        assertThat(cluster.head()).isEqualTo(2);
        assertThat(cluster.west().head()).isEqualTo(2);
    }

    @Test
    void goingBackCopiesNothing() throws Exception {
        cluster.seal("first", 0, 3);
        cluster.settle();
        cluster.seal("second", 0, 3);
        cluster.settle();
        cluster.control.batches().sealRollback(FLIGHTS, 1, "please");
        cluster.east().sources = List.of();
        cluster.west().sources = List.of();
        cluster.east().restart();
        cluster.west().restart();

        cluster.settle();

        assertThat(cluster.head()).isEqualTo(3);
        assertThat(cluster.east().state(3)).isEqualTo(DcState.ACTIVE);
        assertThat(cluster.segments(3)).isEqualTo(cluster.segments(1));
    }

    @Test
    void copiesOnlyWhatIsMissing() throws Exception {
        cluster.seal("first", 0, 3);
        cluster.settle();
        cluster.seal("second", 2, 4);

        cluster.settle();

        assertThat(cluster.segments(2)).hasSize(4);
        assertThat(outcome("copy", 2)).isEqualTo("2 of 4 zips pulled, %d bytes".formatted(bytesAdded(2)));
    }

    @Test
    void retiresWhatIsOlderThanTheReleaseBefore() throws Exception {
        for (String batch : List.of("a", "b", "c", "d")) {
            cluster.seal(batch, 0, 2);
            cluster.settle();
        }

        assertThat(cluster.east().database.openViews())
                .extracting(open -> open.view().seq(), OpenView::state)
                .containsExactly(tuple(3L, OpenView.State.PREVIOUS), tuple(4L, OpenView.State.HEAD));
        assertThat(cluster.east().state(2)).isEqualTo(DcState.RETIRED);
        assertThat(cluster.east().state(3)).isEqualTo(DcState.DRAINING);
    }

    @Test
    void aSourceWithWrongBytesIsReportedAndAnotherIsTried() throws Exception {
        cluster.seal("first", 0, 2);
        cluster.settle(cluster.east());
        damage(file(cluster.home.uri(), cluster.segments(1).get(0)));
        cluster.west().sources = List.of(cluster.home.uri(), cluster.east().deepStorage);

        cluster.settle();

        assertThat(cluster.head()).isEqualTo(1);
        assertThat(cluster.west().state(1)).isEqualTo(DcState.ACTIVE);
    }

    @Test
    void aReleaseWhoseOnlySourceIsDamagedWaitsAndSaysWhy() throws Exception {
        cluster.seal("first", 0, 2);
        Path damaged = homeFile();
        byte[] right = Files.readAllBytes(damaged);
        damage(damaged);

        cluster.settle();

        assertThat(cluster.head()).isZero();
        assertThat(cluster.east().state(1)).isEqualTo(DcState.COPYING);
        assertThat(cluster.east().progress(1).orElseThrow().detail())
                .startsWith("source [%s] has wrong bytes for segment [".formatted(cluster.home.uri()));

        Files.write(damaged, right);
        cluster.settle();
        assertThat(cluster.head()).isEqualTo(1);
    }

    @Test
    void aSegmentThatNoSourceHasIsNamed() throws Exception {
        cluster.seal("first", 0, 2);
        Files.delete(homeFile());

        cluster.settle();

        assertThat(cluster.east().progress(1).orElseThrow().detail())
                .startsWith("source [%s] does not have segment [".formatted(cluster.home.uri()));
    }

    @Test
    void aBitThatFlipsBetweenCopyAndReadingBackIsFoundAndMended() throws Exception {
        cluster.seal("first", 0, 2);
        Dc east = cluster.east();
        east.crash = point -> {
            if (point.equals("steward.copy.after-outcome")) {
                throw new Died();
            }
        };
        assertThatThrownBy(() -> cluster.settle(east)).isInstanceOf(Died.class);
        east.crash = point -> {};
        east.restart();
        damage(file(east.deepStorage, cluster.segments(1).get(0)));

        cluster.settle();

        assertThat(cluster.head()).isEqualTo(1);
        assertThat(outcome("quarantine", 1)).startsWith("set aside: its bytes have the SHA-256 [");
        assertThat(Files.readString(file(east.deepStorage, cluster.segments(1).get(0))))
                .contains("rows=100");
    }

    @Test
    void theAuditFindsAFlippedBitInServiceAndMendsItFromAPeer() throws Exception {
        cluster.seal("first", 0, 2);
        cluster.settle();
        ReleaseSegment segment = cluster.segments(1).get(1);
        damage(file(cluster.west().deepStorage, segment));
        Files.delete(file(cluster.home.uri(), segment));
        cluster.west().sources = List.of(cluster.home.uri(), cluster.east().deepStorage);
        cluster.west().restart();

        cluster.west().audit();

        assertThat(Files.readString(file(cluster.west().deepStorage, segment))).endsWith("rows=101");
        assertThat(outcome("repair", 1)).isEqualTo("copied again");
        assertThat(cluster.west().head()).isEqualTo(1);
    }

    @Test
    void theAuditLooksAtOnceAtWhatAHistoricalRefused() throws Exception {
        cluster.seal("first", 0, 2);
        cluster.settle();
        Dc west = cluster.west();
        west.audit();
        ReleaseSegment segment = cluster.segments(1).get(1);
        damage(file(west.deepStorage, segment));
        west.audit();
        assertThat(Files.readString(file(west.deepStorage, segment))).doesNotEndWith("rows=101");

        west.nodes.quarantined = List.of(segment.id().toString());
        west.restart();
        west.audit();

        assertThat(Files.readString(file(west.deepStorage, segment))).endsWith("rows=101");
    }

    @Test
    void aRowCountThatContradictsTheManifestIsNotServed() throws Exception {
        cluster.seal("first", 0, 2);
        cluster.east().nodes.rowsTooMany = 1;

        cluster.settle();

        assertThat(cluster.head()).isZero();
        assertThat(cluster.east().state(1)).isEqualTo(DcState.WARMING);
        assertThat(cluster.east().progress(1).orElseThrow().detail())
                .isEqualTo("broker [broker:1] pinned to release [1] counted [202] rows, the manifest has [201]");
    }

    @Test
    void differentAnswersAreNotCommitted() throws Exception {
        cluster.seal("first", 0, 2);
        cluster.west().nodes.flavour = "another";

        cluster.settle();

        assertThat(cluster.head()).isZero();
        assertThat(cluster.east().state(1)).isEqualTo(DcState.READY);
        assertThat(cluster.west().state(1)).isEqualTo(DcState.READY);
        assertThat(cluster.control.releases().unmet(cluster.distributing()))
                .singleElement()
                .asString()
                .startsWith("The DCs answer differently at release");
    }

    @Test
    void loadingThatLacksASegmentSaysWhich() throws Exception {
        cluster.seal("first", 0, 2);
        cluster.east().nodes.lost = 1;

        cluster.settle();

        assertThat(cluster.east().state(1)).isEqualTo(DcState.LOADING);
        assertThat(cluster.east().progress(1).orElseThrow().detail())
                .isEqualTo("1 of 2 segments have their replicas; missing [%s]"
                        .formatted(cluster.segments(1).get(0).id()));
        assertThat(cluster.head()).isZero();
    }

    @Test
    void activeIsSaidOnlyWhenTheBrokersAnswerFromIt() throws Exception {
        cluster.seal("first", 0, 2);
        Dc west = cluster.west();
        west.crash = point -> west.nodes.down |= point.equals("steward.activate.after-act");

        cluster.settle();

        assertThat(west.head()).isEqualTo(1);
        assertThat(west.state(1)).isEqualTo(DcState.READY);
        assertThat(west.progress(1).orElseThrow().detail()).startsWith("committed, not yet active: ");
        assertThat(cluster.control.dcs().activations(FLIGHTS, 1))
                .extracting(Activation::dc)
                .containsExactly("east");
    }

    @Test
    void aDataCenterThatJoinsLaterCatchesUpAndIsAdmitted() throws Exception {
        cluster.seal("first", 0, 2);
        cluster.settle();
        cluster.seal("second", 1, 3);
        cluster.settle();
        Dc north = cluster.join("north");

        cluster.settle();

        assertThat(north.head()).isEqualTo(2);
        assertThat(cluster.control.dcs().membership(FLIGHTS).inService()).contains("north");
    }

    @Test
    void aDataCenterThatLostEverythingComesBackAtTheHead() throws Exception {
        cluster.seal("first", 0, 2);
        cluster.settle();
        cluster.dcs.remove("west").database.close();
        try (var files = Files.walk(directory.resolve("west"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        Dc again = cluster.join("west");

        cluster.settle();

        assertThat(again.head()).isEqualTo(1);
        assertThat(again.zips()).isEqualTo(2);
        assertThat(again.state(1)).isEqualTo(DcState.ACTIVE);
    }

    @Test
    void whileALostDataCenterComesBackItDoesNotPassForActive() throws Exception {
        cluster.seal("first", 0, 2);
        cluster.settle();
        cluster.dcs.remove("west").database.close();
        Dc again = cluster.join("west");
        again.nodes.lost = 1;

        cluster.settle();

        assertThat(again.state(1)).isEqualTo(DcState.LOADING);
        assertThat(again.head()).isZero();
    }

    @Test
    void aZipThatIsTooShortIsSetAsideAndCopiedAgain() throws Exception {
        cluster.seal("first", 0, 2);
        cluster.settle(cluster.east());
        Path file = file(cluster.west().deepStorage, cluster.segments(1).get(0));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "half");

        cluster.settle();

        assertThat(cluster.head()).isEqualTo(1);
        assertThat(Files.readString(file)).endsWith("rows=100");
        assertThat(outcome("quarantine", 1)).startsWith("set aside: it has [4] bytes, the manifest says [");
    }

    @Test
    void withItsNoticeOfTheCommitWithheldADataCenterIsReadyAndDoesNotSwitch() throws Exception {
        cluster.seal("first", 0, 2);
        cluster.settle();
        Dc west = cluster.west();
        west.restart();
        System.setProperty(RuleSwitches.COMMIT_NOTICE, "withheld");
        try {
            west.step();
        } finally {
            System.clearProperty(RuleSwitches.COMMIT_NOTICE);
        }
        cluster.seal("second", 0, 2);

        cluster.settle();

        assertThat(cluster.head()).isEqualTo(2);
        assertThat(cluster.east().head()).isEqualTo(2);
        assertThat(west.head()).isEqualTo(1);
        assertThat(west.state(2)).isEqualTo(DcState.READY);
        assertThat(west.database.openViews())
                .extracting(open -> open.view().seq())
                .contains(2L);
    }

    @Test
    void aNewControllerInMidFlightChangesNothing() throws Exception {
        cluster.seal("first", 0, 2);
        cluster.settle(cluster.east());
        cluster.nextTerm();

        cluster.settle();

        assertThat(cluster.head()).isEqualTo(1);
        assertThat(cluster.east().database.fence(FLIGHTS)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "verify", "stage", "load", "warm", "vote", "activate", "confirm", "acknowledge"})
    void aStewardThatDiesAnywhereInAStepIsFollowedByOneThatFinishes(String step) throws Exception {
        Dc west = cluster.west();
        int day = 0;
        for (String phase : List.of("before-intent", "after-intent", "after-act", "after-outcome")) {
            String point = "steward." + step + "." + phase;
            cluster.seal(point, day, day + 2);
            day++;
            west.crash = reached -> {
                if (reached.equals(point)) {
                    throw new Died();
                }
            };
            assertThatThrownBy(() -> cluster.settle()).as(point).isInstanceOf(Died.class);
            west.crash = reached -> {};
            west.restart();

            cluster.settle();

            assertThat(cluster.head()).as(point).isEqualTo(day);
            assertThat(west.head()).as(point).isEqualTo(day);
            assertThat(openIntents()).as(point).isEmpty();
        }
    }

    @Test
    void aStewardThatDiesInMidCopyDoesNotCopyAgainWhatArrived() throws Exception {
        cluster.seal("first", 0, 5);
        Dc west = cluster.west();
        west.crash = reached -> {
            if (reached.equals("steward.copy.after-segment")) {
                throw new Died();
            }
        };
        assertThatThrownBy(() -> cluster.settle()).isInstanceOf(Died.class);
        west.restart();
        long arrived = west.zips();
        assertThat(arrived).isPositive();
        west.crash = reached -> {};

        cluster.settle(west);

        List<JournalEntry> copies = cluster.control.journal().tail(FLIGHTS, 100).stream()
                .filter(entry -> entry.intent().step().equals("copy")
                        && entry.intent().dc().equals("west"))
                .toList();
        assertThat(copies.get(0).result()).startsWith("%d of 5 zips pulled".formatted(5 - arrived));
        assertThat(copies.get(1).state()).isEqualTo(JournalEntry.State.FAILED);
        assertThat(copies.get(1).result()).startsWith("interrupted");
    }

    private List<JournalEntry> openIntents() {
        return List.of("controller", "steward:east", "steward:west").stream()
                .flatMap(owner -> cluster.control.journal().open(owner).stream())
                .toList();
    }

    private String outcome(String step, long seq) {
        return cluster.control.journal().tail(FLIGHTS, 200).stream()
                .filter(entry ->
                        entry.intent().step().equals(step) && entry.intent().seq() == seq)
                .map(JournalEntry::result)
                .findFirst()
                .orElse("");
    }

    private long bytesAdded(long seq) {
        return cluster
                .control
                .releases()
                .manifest(cluster.control
                        .releases()
                        .show(FLIGHTS, seq)
                        .orElseThrow()
                        .ref())
                .added()
                .stream()
                .mapToLong(ReleaseSegment::bytes)
                .sum();
    }

    private Path homeFile() throws IOException {
        try (var paths = cluster.home.list()) {
            return Path.of(cluster.home.locate(paths.sorted().findFirst().orElseThrow()));
        }
    }

    private static Path file(URI store, ReleaseSegment segment) {
        return Path.of(store).resolve("segments").resolve(segment.path());
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.write(file, bytes);
    }
}
