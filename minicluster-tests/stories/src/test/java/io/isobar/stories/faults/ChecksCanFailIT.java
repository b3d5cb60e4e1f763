package io.isobar.stories.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.cli.http.QueryAnswer;
import io.isobar.cli.http.QueryClient;
import io.isobar.cli.quickstart.judge.Fault;
import io.isobar.cli.quickstart.judge.RoamingClients;
import io.isobar.cli.quickstart.judge.Verdict;
import io.isobar.stories.cluster.Invariants;
import io.isobar.stories.cluster.TwoDataCenters;
import io.isobar.stories.cluster.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A check that can't fail proves nothing. Each rule of the cutover is switched off in real processes, and the check that
 * watches over it must notice; with all of them on, the same runs are faultless.
 */
class ChecksCanFailIT {
    private static final int CLIENTS = 6;
    /** A cutover in which no query happened to be under way proves nothing, so there are some more. */
    private static final int MOST_CUTOVERS = 40;

    @TempDir
    private Path directory;

    private TwoDataCenters dcs;

    @BeforeEach
    void publishesTheFirstRelease() throws Exception {
        dcs = TwoDataCenters.start(directory.resolve("run"));
        dcs.publish();
    }

    @AfterEach
    void stops() throws Exception {
        dcs.close();
    }

    @Test
    void theyPassWithEveryRuleOnAndFindMixedAnswersWithPinningOff() throws Exception {
        Verdict pinned = judgeAcross(3);
        assertThat(pinned.faults()).isEmpty();
        assertThat(pinned.answers()).isGreaterThan(100);
        assertThat(Invariants.committedBeforeReady(dcs.control())).isEmpty();
        assertThat(Invariants.brokenChain(dcs.control())).isEmpty();

        dcs.restart("east-main", "-Disobar.rule.pinning=off");
        dcs.restart("west-main", "-Disobar.rule.pinning=off");
        assertThat(kinds(judgeAcross(MOST_CUTOVERS))).contains(Fault.Kind.MIXED);
    }

    @Test
    void theyFindACommitBeforeReadyWithTheBarrierOff() throws Exception {
        dcs.kill("west-h1");
        dcs.restart("control", "-Disobar.rule.barrier=off");
        String input = dcs.weights().seal();
        TwoDataCenters.await(
                "the release is committed without west",
                () -> dcs.control()
                        .batches()
                        .find(Weights.DATA_SOURCE, input)
                        .flatMap(batch -> batch.release())
                        .filter(release -> release.equals(dcs.head())));

        assertThat(Invariants.committedBeforeReady(dcs.control())).isNotEmpty();
    }

    @Test
    void aTokenBringsTheNewReleaseToADcThatHasNotHeardOfItAndWithoutTokensAClientGoesBack() throws Exception {
        dcs.restart("west-main", "-Disobar.rule.commit-notice=withheld");
        long next = dcs.head().seq() + 1;
        dcs.weights().seal();
        QueryAnswer fromEast = TwoDataCenters.await(
                "east answers from release " + next,
                () -> Optional.of(dcs.ask(dcs.broker("east"), Map.of())).filter(answer -> isOf(next, answer)));
        assertThat(dcs.ask(dcs.broker("west"), Map.of())).matches(answer -> isOf(next - 1, answer));

        Map<String, String> token = Map.of(QueryClient.TOKEN, fromEast.token().orElseThrow());
        QueryAnswer fromWest = dcs.ask(dcs.broker("west"), token);
        assertThat(fromWest).matches(answer -> isOf(next, answer));
        assertThat(fromWest.dataCenter()).contains("west");
        assertThat(fromWest.body()).isEqualTo(fromEast.body());

        dcs.restart("west-main", "-Disobar.rule.commit-notice=withheld", "-Disobar.rule.token=off");
        dcs.restart("east-main", "-Disobar.rule.token=off");
        TwoDataCenters.await(
                "west answers again",
                () -> Optional.of(dcs.ask(dcs.broker("west"), Map.of())).filter(answer -> answer.status() == 200));
        RoamingClients clients = dcs.clients(List.of("east", "west"));
        try (clients) {
            clients.start(CLIENTS);
            TwoDataCenters.await(
                    "clients met both releases",
                    () -> Optional.of(clients).filter(met -> met.countOf(next) > 50 && met.countOf(next - 1) > 50));
        }
        assertThat(kinds(dcs.judge(clients))).contains(Fault.Kind.WENT_BACK);
    }

    /** Goes forth and back between two contents while clients query, until a fault is found or there were enough. */
    private Verdict judgeAcross(int mostCutovers) throws Exception {
        RoamingClients clients = dcs.clients(List.of("east", "west"));
        try (clients) {
            clients.start(CLIENTS);
            dcs.publish();
            Verdict verdict = dcs.judge(clients);
            for (int cutover = 1; cutover < mostCutovers && !kinds(verdict).contains(Fault.Kind.MIXED); cutover++) {
                dcs.rollBackTo(dcs.head().seq() - 1);
                verdict = dcs.judge(clients);
            }
        }
        return dcs.judge(clients);
    }

    private static boolean isOf(long seq, QueryAnswer answer) {
        return answer.release()
                .filter(release -> release.startsWith(Weights.DATA_SOURCE + ":" + seq + ":"))
                .isPresent();
    }

    private static Set<Fault.Kind> kinds(Verdict verdict) {
        return verdict.faults().stream().map(Fault::kind).collect(Collectors.toSet());
    }
}
