package io.isobar.cli.quickstart;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.View;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.config.Settings;
import io.isobar.catalog.control.Batch;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.SealOutcome;
import io.isobar.cli.CommandFailedException;
import io.isobar.cli.cluster.Cluster;
import io.isobar.cli.cluster.ClusterPlan;
import io.isobar.cli.http.QueryAnswer;
import io.isobar.cli.http.QueryClient;
import io.isobar.cli.index.IndexSummary;
import io.isobar.cli.process.ChildProcesses;
import io.isobar.cli.quickstart.judge.ExpectedAnswers;
import io.isobar.cli.quickstart.judge.Fault;
import io.isobar.cli.quickstart.judge.Judge;
import io.isobar.cli.quickstart.judge.Question;
import io.isobar.cli.quickstart.judge.ReleaseHeader;
import io.isobar.cli.quickstart.judge.RoamingClients;
import io.isobar.cli.quickstart.judge.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** The whole run, step by step. */
final class Quickstart {
    /** Answers that clients must have been given across the cutovers. */
    static final int ANSWERS_WANTED = 1000;

    private static final String DATA_SOURCE = "flights";
    private static final int CLIENTS = 4;
    private static final int ANSWERS_OF_EACH_RELEASE = 150;
    private static final int FAULTS_SHOWN = 10;
    private static final Duration STROLL = Duration.ofMillis(200);
    private static final Duration HURRY = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ClusterPlan plan;
    private final ChildProcesses processes;
    private final Path home;
    private final Narrator narrator;
    private final Await await;
    private final Checks checks = new Checks();
    private final List<Question> questions;
    private final DirectAnswers direct;
    private final QueryClient client = new QueryClient(Duration.ofSeconds(30));

    /** @param home directory of the distribution */
    Quickstart(ClusterPlan plan, ChildProcesses processes, Path home, Narrator narrator, LongSupplier nanoTime)
            throws IOException {
        this.plan = plan;
        this.processes = processes;
        this.home = home;
        this.narrator = narrator;
        this.await = new Await(processes, nanoTime);
        this.questions = Question.readAll(home.resolve("conf/quickstart/questions"));
        this.direct = new DirectAnswers(plan.run().homeStorage(ClusterPlan.home()), questions);
    }

    /** Runs all steps; what held and what didn't is in the result. */
    Checks run(FlightData first, FlightData correction) throws IOException, InterruptedException {
        narrator.step("Start two data centers, east and west, and what they have in common");
        new Cluster(plan, processes, home.resolve("bin/isobar"), narrator::progress).start();
        try (ControlDatabase control = ControlDatabase.open(
                DatabaseConfig.from(Settings.of(plan.controlDatabase("control")), "control.database"))) {
            Cutovers cutovers = new Cutovers(control, await, narrator);
            ReleaseRef one = publishFirst(control, cutovers, first);
            askAll(control, one);
            publishCorrection(control, cutovers, correction, one);
        }
        return checks;
    }

    private ReleaseRef publishFirst(ControlDatabase control, Cutovers cutovers, FlightData data)
            throws IOException, InterruptedException {
        narrator.step("Run the MapReduce pipeline in the home data center, " + ClusterPlan.home());
        IndexSummary summary = index("release-1", data);
        narrator.step("Replicate release 1 to both data centers");
        ReleaseRef release = cutovers.untilActive(DATA_SOURCE, summary.inputFingerprint());
        View view = control.releases().view(DATA_SOURCE, release.seq());
        narrator.tell("%s: %,d segments, %,d rows, %,d bytes"
                .formatted(
                        release,
                        view.totals().segments(),
                        view.totals().rows(),
                        view.totals().bytes()));
        checks.add(
                "release 1 is committed, and every data center answers from it",
                release.seq() == 1,
                release.toString());
        return release;
    }

    private void askAll(ControlDatabase control, ReleaseRef release) throws IOException, InterruptedException {
        narrator.step("Ask both data centers, and the routers as clients from two countries");
        Map<String, String> expected = direct.of(control.releases().view(DATA_SOURCE, release.seq()));
        new SideBySide(plan, client, narrator).ask(questions, expected, checks);
    }

    private void publishCorrection(ControlDatabase control, Cutovers cutovers, FlightData correction, ReleaseRef one)
            throws IOException, InterruptedException {
        narrator.step("Publish a correction as release 2, then go back as release 3, while clients query");
        RoamingClients clients = new RoamingClients(this::ask, ClusterPlan.DCS, Client.addresses(), questions, STROLL);
        ReleaseRef two;
        ReleaseRef three;
        try (clients) {
            clients.start(CLIENTS);
            narrator.progress(CLIENTS + " clients query through both routers, roaming, with their tokens");
            IndexSummary summary = index("release-2", correction);
            clients.pauseFor(HURRY);
            two = cutovers.untilActive(DATA_SOURCE, summary.inputFingerprint());
            tellSkew(cutovers, two);
            awaitAnswers(clients, two, ANSWERS_OF_EACH_RELEASE);
            three = rollBack(control, cutovers, one);
            tellSkew(cutovers, three);
            awaitAnswers(clients, three, ANSWERS_OF_EACH_RELEASE);
        }
        AnswerLog.write(plan.run().answers(), clients.answers());
        judge(control, clients, List.of(one, two, three));
    }

    private IndexSummary index(String name, FlightData data) throws IOException, InterruptedException {
        return new PipelineRun(plan, processes, home, narrator).run(name, data);
    }

    private QueryAnswer ask(String router, String query, Map<String, String> headers)
            throws IOException, InterruptedException {
        return client.ask(plan.router(router), query.getBytes(StandardCharsets.UTF_8), headers);
    }

    private void awaitAnswers(RoamingClients clients, ReleaseRef release, int count)
            throws IOException, InterruptedException {
        await.until(
                "[%d] answers of release [%s] and [%d] in all".formatted(count, release, ANSWERS_WANTED),
                PATIENCE,
                () -> clients.countOf(release.seq()) >= count && clients.count() >= ANSWERS_WANTED
                        ? Optional.of(true)
                        : Optional.empty());
    }

    private ReleaseRef rollBack(ControlDatabase control, Cutovers cutovers, ReleaseRef to)
            throws IOException, InterruptedException {
        narrator.progress("roll back to the content of release " + to.seq());
        SealOutcome outcome = control.batches()
                .sealRollback(DATA_SOURCE, to.seq(), UUID.randomUUID().toString());
        if (!(outcome instanceof SealOutcome.Sealed sealed)) {
            throw new CommandFailedException("The rollback was refused: " + outcome);
        }
        Batch batch = sealed.batch();
        return cutovers.untilActive(DATA_SOURCE, batch.inputFingerprint());
    }

    private void tellSkew(Cutovers cutovers, ReleaseRef release) {
        cutovers.skew(release)
                .ifPresent(skew -> narrator.progress("%s: skew %,d ms between the first and the last data center"
                        .formatted(release, skew.toMillis())));
    }

    private void judge(ControlDatabase control, RoamingClients clients, List<ReleaseRef> releases) throws IOException {
        narrator.progress("judge each answer against what its release must give");
        ExpectedAnswers expected = new ExpectedAnswers();
        for (ReleaseRef release : releases) {
            expected.add(
                    new ReleaseHeader(release.dataSource(), release.seq(), release.root8()),
                    direct.of(control.releases().view(DATA_SOURCE, release.seq())));
        }
        Verdict verdict = new Judge(expected).judge(clients.answers());
        narrator.tell(verdict.inWords());
        verdict.faults().stream().limit(FAULTS_SHOWN).forEach(fault -> narrator.tell("  " + fault.message()));
        checks.add(
                "[%,d] answers or more across the cutovers, of each of the three releases".formatted(ANSWERS_WANTED),
                verdict.answers() >= ANSWERS_WANTED
                        && releases.stream().allMatch(r -> verdict.right().containsKey(r.seq())),
                "%,d; right by release: %s".formatted(verdict.answers(), verdict.right()));
        for (Fault.Kind kind : Fault.Kind.values()) {
            long count = verdict.faults().stream()
                    .filter(fault -> fault.kind() == kind)
                    .count();
            checks.add("no answers that " + kind.inWords(), count == 0, String.valueOf(count));
        }
        checkContents(control, releases);
    }

    private void checkContents(ControlDatabase control, List<ReleaseRef> releases) throws IOException {
        List<View> views = releases.stream()
                .map(release -> control.releases().view(DATA_SOURCE, release.seq()))
                .toList();
        long replaced = views.get(1).segments().keySet().stream()
                .filter(id -> !views.get(0).segments().containsKey(id))
                .map(id -> id.interval())
                .distinct()
                .count();
        checks.add("release 2 replaces 28 days or more", replaced >= 28, replaced + " days");
        Map<String, String> before = direct.of(views.get(0));
        Map<String, String> corrected = direct.of(views.get(1));
        List<String> changed = questions.stream()
                .map(Question::name)
                .filter(name -> !String.valueOf(before.get(name)).equals(corrected.get(name)))
                .collect(Collectors.toList());
        checks.add(
                "the correction changes the answers", !changed.isEmpty(), changed.size() + " of " + questions.size());
        checks.add(
                "release 3 has release 1's content, segment for segment",
                views.get(2).contentRoot().equals(views.get(0).contentRoot()),
                views.get(2).contentRoot().substring(0, 8));
    }
}
