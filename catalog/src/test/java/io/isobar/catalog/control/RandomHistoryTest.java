package io.isobar.catalog.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.Commit;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.Releases;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.sql.TestDatabases;
import io.isobar.segment.SegmentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Homes, controllers and stewards that do anything in any order, now and then under epochs of the past. Beside the ledger
 * runs a model of a few lines: which version each day has at each release.
 */
class RandomHistoryTest extends AbstractLedgerContract {
    private static final int STEPS = 150;
    private static final int DAYS = 10;
    private static final List<String> DCS = List.of("east", "west");

    private final Map<String, Map<Integer, String>> changeOf = new HashMap<>();
    private final List<Map<Integer, String>> daysAt = new ArrayList<>(List.of(Map.of()));
    private final List<Set<String>> activeAt = new ArrayList<>(List.of(Set.copyOf(DCS)));
    private final Map<String, String> votes = new TreeMap<>();
    private SplittableRandom random;
    private long home;
    private long epoch;

    @Override
    protected DatabaseConfig freshDatabase() {
        return TestDatabases.fresh();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsOneLinearHistoryWithTheContentOfTheModel(long seed) {
        random = new SplittableRandom(seed);
        home = twoDatacenters();
        epoch = control.releases().mintEpoch("controller");
        for (int step = 0; step < STEPS; step++) {
            act(step);
        }

        List<Commit> chain = control.releases().chain(FLIGHTS);
        assertThat(chain).as("releases of this history").hasSizeGreaterThan(1).hasSize(daysAt.size() - 1);
        String previous = Commit.GENESIS;
        for (Commit commit : chain) {
            assertThat(commit.follows(previous)).isTrue();
            assertThat(daysOf(commit.release().seq()))
                    .isEqualTo(daysAt.get((int) commit.release().seq()));
            previous = commit.chain();
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 8);
    }

    private void act(int step) {
        switch (random.nextInt(10)) {
            case 0 -> seal("batch-" + step);
            case 1 -> rollBack("request-" + step);
            case 2, 3 -> control.releases().startDistribution(FLIGHTS, epoch);
            case 4, 5, 6 -> vote();
            case 7 -> commit();
            case 8 -> activate();
            default -> changeLeaders();
        }
    }

    private void seal(String fingerprint) {
        int first = random.nextInt(DAYS);
        int last = random.nextInt(first, DAYS) + 1;
        String version =
                control.batches().begin(FLIGHTS, fingerprint, home, START).version();
        Map<Integer, String> change = new TreeMap<>();
        for (int day = first; day < last; day++) {
            change.put(day, version);
        }
        changeOf.put(fingerprint, change);
        boolean deposed = random.nextInt(4) == 0;
        long current = deposed ? control.batches().claimHome(FLIGHTS, "west") : home;

        SealOutcome outcome = control.batches().seal(Releases.batch(fingerprint, version, first, last, home));

        if (deposed) {
            assertThat(outcome).isEqualTo(new SealOutcome.StaleEpoch(current));
            home = current;
        } else {
            assertThat(outcome).isInstanceOf(SealOutcome.Sealed.class);
        }
    }

    private void rollBack(String request) {
        if (daysAt.size() > 1) {
            control.batches().sealRollback(FLIGHTS, random.nextInt(1, daysAt.size()), request);
        }
    }

    private void vote() {
        control.releases().distributing(FLIGHTS).ifPresent(release -> {
            String dc = DCS.get(random.nextInt(2));
            String digest = random.nextInt(6) == 0 ? "odd answers" : "answers";
            control.dcs().vote(new Vote(release.ref(), dc, digest, epoch, dc));
            votes.put(dc, digest);
        });
    }

    private void commit() {
        Release release = control.releases().distributing(FLIGHTS).orElse(null);
        if (release == null) {
            return;
        }
        boolean ready = votes.keySet().containsAll(DCS)
                && Set.copyOf(votes.values()).size() == 1
                && activeAt.get(activeAt.size() - 1).containsAll(DCS);

        CommitOutcome outcome = control.releases().commit(release.ref(), epoch);

        assertThat(outcome instanceof CommitOutcome.Committed)
                .as("votes %s, active %s, outcome %s", votes, activeAt, outcome)
                .isEqualTo(ready);
        if (ready) {
            Map<Integer, String> days = new TreeMap<>(daysAt.get(daysAt.size() - 1));
            days.putAll(changeOf.getOrDefault(release.inputFingerprint(), Map.of()));
            daysAt.add(
                    release.contentOf().isPresent()
                            ? daysAt.get((int) release.contentOf().getAsLong())
                            : days);
            activeAt.add(Set.of());
            votes.clear();
        }
    }

    private void activate() {
        control.releases().head(FLIGHTS).map(Release::ref).ifPresent(head -> {
            String dc = DCS.get(random.nextInt(2));
            control.dcs().activated(head, dc, START);
            Set<String> active = new TreeSet<>(activeAt.get(activeAt.size() - 1));
            active.add(dc);
            activeAt.set(activeAt.size() - 1, active);
        });
    }

    /** A new controller; the old one tries on, and gets nowhere. */
    private void changeLeaders() {
        long deposed = epoch;
        epoch = control.releases().mintEpoch("controller");
        assertThat(control.releases().startDistribution(FLIGHTS, deposed))
                .isEqualTo(new DistributionOutcome.StaleEpoch(epoch));
        ReleaseRef next = control.releases()
                .distributing(FLIGHTS)
                .map(Release::ref)
                .orElse(new ReleaseRef(FLIGHTS, 1, Releases.sha256("none")));
        assertThat(control.releases().commit(next, deposed)).isEqualTo(new CommitOutcome.StaleEpoch(epoch));
    }

    /** Which version each day has at a release; both segments of a day must agree. */
    private Map<Integer, String> daysOf(long seq) {
        Map<Integer, List<String>> versions = control.releases().view(FLIGHTS, seq).segments().keySet().stream()
                .collect(Collectors.groupingBy(
                        id -> (int)
                                ((id.interval().start() - Releases.days(0, 1).start()) / 86_400_000L),
                        TreeMap::new,
                        Collectors.mapping(SegmentId::version, Collectors.toList())));
        Map<Integer, String> days = new TreeMap<>();
        versions.forEach((day, both) -> {
            assertThat(both).hasSize(2).containsOnly(both.get(0));
            days.put(day, both.get(0));
        });
        return days;
    }
}
