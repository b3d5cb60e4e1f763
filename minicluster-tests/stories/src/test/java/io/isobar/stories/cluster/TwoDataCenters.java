package io.isobar.stories.cluster;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.config.Settings;
import io.isobar.catalog.control.Batch;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.Release;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.catalog.store.SegmentStores;
import io.isobar.cli.cluster.ClusterPlan;
import io.isobar.cli.cluster.Ports;
import io.isobar.cli.cluster.ProcessPlan;
import io.isobar.cli.cluster.RunDirectory;
import io.isobar.cli.cluster.Secrets;
import io.isobar.cli.http.QueryAnswer;
import io.isobar.cli.http.QueryClient;
import io.isobar.cli.quickstart.judge.ExpectedAnswers;
import io.isobar.cli.quickstart.judge.Judge;
import io.isobar.cli.quickstart.judge.ReleaseHeader;
import io.isobar.cli.quickstart.judge.RoamingClients;
import io.isobar.cli.quickstart.judge.Verdict;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * East (the home, with two historicals) and west (with one), started from the distribution as a user starts them: a
 * process each for the control side, for each DC's {@code main} roles, and for each historical.
 *
 * <p>Processes are called {@code control}, {@code east-main}, {@code east-h1}, {@code east-h2}, {@code west-main} and
 * {@code west-h1}.
 */
public final class TwoDataCenters implements AutoCloseable {
    /** An address in the United States, whose clients prefer east. */
    public static final String AMERICAN = "8.8.8.8";
    /** An address in France, whose clients prefer west. */
    public static final String FRENCH = "90.0.0.1";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final ClusterPlan plan;
    private final Map<String, ServeProcess> processes;
    private final ControlDatabase control;
    private final SegmentStore home;
    private final Weights weights;
    private final QueryClient client = new QueryClient(Duration.ofSeconds(20));

    private TwoDataCenters(
            ClusterPlan plan, Map<String, ServeProcess> processes, ControlDatabase control, SegmentStore home) {
        this.plan = plan;
        this.processes = processes;
        this.control = control;
        this.home = home;
        this.weights = new Weights(
                control, home, Path.of(plan.homeStorage()), plan.run().root().resolve("scratch"));
    }

    /** Starts everything in a new directory, and waits until it is ready. */
    public static TwoDataCenters start(Path directory) throws IOException {
        return start(directory, Map.of());
    }

    /** Starts with more settings, in the configuration of each process that has one of the same role. */
    public static TwoDataCenters start(Path directory, Map<String, String> settings) throws IOException {
        Path distribution = distribution();
        RunDirectory run = RunDirectory.create(directory);
        Secrets.create(run, ClusterPlan.DCS);
        ClusterPlan plan = new ClusterPlan(
                run, Ports.find(ClusterPlan.DCS), distribution.resolve("data/geo/iptoasn-country.mmdb"));
        Path launcher = distribution.resolve("bin/isobar");
        Map<String, ServeProcess> processes = new LinkedHashMap<>();
        try {
            startAll(List.of(plan.control()), settings, launcher, processes);
            startAll(plan.mains(), settings, launcher, processes);
            startAll(
                    ClusterPlan.DCS.stream()
                            .flatMap(dc -> plan.historicalsOf(dc).stream())
                            .toList(),
                    settings,
                    launcher,
                    processes);
            ControlDatabase control = ControlDatabase.open(
                    DatabaseConfig.from(Settings.of(plan.controlDatabase("control")), "control.database"));
            return new TwoDataCenters(plan, processes, control, SegmentStores.open(plan.homeStorage()));
        } catch (IOException | RuntimeException e) {
            killAll(processes);
            throw e;
        }
    }

    private static void startAll(
            List<ProcessPlan> plans, Map<String, String> settings, Path launcher, Map<String, ServeProcess> processes)
            throws IOException {
        for (ProcessPlan process : plans) {
            processes.put(process.name(), ServeProcess.start(with(process, settings), launcher, List.of()));
        }
        plans.forEach(process -> processOf(processes, process.name()).awaitReady());
    }

    private static ProcessPlan with(ProcessPlan process, Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>(process.properties());
        settings.forEach((key, value) -> {
            if (process.roles().contains(key.substring(0, key.indexOf('.')))) {
                properties.put(key, value);
            }
        });
        return new ProcessPlan(
                process.name(), process.directory(), process.roles(), process.heapMegabytes(), properties);
    }

    /** Built by the module before this one; the build names it. */
    private static Path distribution() {
        String property = System.getProperty("isobar.distribution", "");
        Path distribution = Path.of(property).toAbsolutePath().normalize();
        if (property.isEmpty() || !Files.isExecutable(distribution.resolve("bin/isobar"))) {
            throw new IllegalStateException(
                    "No distribution at [%s]: run mvn package -DskipTests, or name one with -Disobar.distribution"
                            .formatted(distribution));
        }
        return distribution;
    }

    /** What is on the control side's record. */
    public ControlDatabase control() {
        return control;
    }

    /** The table that is published here. */
    public Weights weights() {
        return weights;
    }

    /** Where everything is kept. */
    public RunDirectory run() {
        return plan.run();
    }

    /** The broker of a DC. */
    public URI broker(String dc) {
        return plan.broker(dc);
    }

    /** The router of a DC. */
    public URI router(String dc) {
        return plan.router(dc);
    }

    /** Publishes the next edition and waits until both DCs answer from it. */
    public ReleaseRef publish() throws IOException {
        return untilActive(weights.seal());
    }

    /** Goes back to the content of a release, and waits until both DCs answer from the new one. */
    public ReleaseRef rollBackTo(long seq) {
        String request = "to-%d-after-%d".formatted(seq, head().seq());
        control.batches().sealRollback(Weights.DATA_SOURCE, seq, request);
        long next = head().seq() + 1;
        return untilActive(next);
    }

    /** The head. */
    public ReleaseRef head() {
        return control.releases().head(Weights.DATA_SOURCE).map(Release::ref).orElseThrow();
    }

    private ReleaseRef untilActive(String input) {
        ReleaseRef release = await(
                "batch " + input + " is a release",
                () -> control.batches().find(Weights.DATA_SOURCE, input).flatMap(Batch::release));
        return untilActive(release.seq());
    }

    /** Waits until both DCs answer from a release of that number. */
    public ReleaseRef untilActive(long seq) {
        return await(
                "both DCs answer from release " + seq,
                () -> control.releases()
                        .head(Weights.DATA_SOURCE)
                        .map(Release::ref)
                        .filter(head -> head.seq() == seq)
                        .filter(head -> control.dcs()
                                        .activations(Weights.DATA_SOURCE, seq)
                                        .size()
                                == ClusterPlan.DCS.size()));
    }

    /** Waits until there is something to see. */
    public static <T> T await(String what, java.util.concurrent.Callable<Optional<T>> look) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(look, Optional::isPresent)
                .orElseThrow();
    }

    /** Asks for the whole table. */
    public QueryAnswer ask(URI server, Map<String, String> headers) throws IOException, InterruptedException {
        return client.ask(server, Weights.questions().get(0).query().getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Clients that roam between the routers of these DCs. */
    public RoamingClients clients(List<String> dcs) {
        return new RoamingClients(
                (dc, query, headers) -> client.ask(router(dc), query.getBytes(StandardCharsets.UTF_8), headers),
                dcs,
                List.of(AMERICAN, FRENCH),
                Weights.questions(),
                PAUSE);
    }

    /** Judges what clients were answered by what every committed release must answer. */
    public Verdict judge(RoamingClients clients) throws IOException {
        ExpectedAnswers expected = new ExpectedAnswers();
        for (Release release : control.releases().list(Weights.DATA_SOURCE)) {
            expected.add(
                    ReleaseHeader.parse(release.ref().toString()).orElseThrow(),
                    weights.answers(control.releases()
                            .view(Weights.DATA_SOURCE, release.ref().seq())));
        }
        return new Judge(expected).judge(clients.answers());
    }

    /** Kills a process with SIGKILL. */
    public void kill(String name) throws InterruptedException {
        processOf(processes, name).kill();
    }

    /** Waits until a process has ended by itself; returns its exit code. */
    public int awaitEnd(String name) {
        return processOf(processes, name).awaitEnd();
    }

    /** Kills every process of a DC. */
    public void killDc(String dc) throws InterruptedException {
        for (Map.Entry<String, ServeProcess> process : processes.entrySet()) {
            if (process.getKey().startsWith(dc + "-")) {
                process.getValue().kill();
            }
        }
    }

    /** Kills a process and starts it again over its files; options such as {@code -Disobar.crash=…} go to its JVM. */
    public void restart(String name, String... jvmOptions) throws IOException, InterruptedException {
        ServeProcess before = processOf(processes, name);
        before.kill();
        ServeProcess after = before.again(List.of(jvmOptions));
        processes.put(name, after);
        after.awaitReady();
    }

    private static ServeProcess processOf(Map<String, ServeProcess> processes, String name) {
        ServeProcess process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException("No process [%s]: there are %s".formatted(name, processes.keySet()));
        }
        return process;
    }

    /** All files beneath a directory whose names end so, by path; the servers may move and delete some meanwhile. */
    public static List<Path> files(Path directory, String ending) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(ending)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        Collections.sort(found);
        return found;
    }

    @Override
    public void close() throws IOException {
        control.close();
        home.close();
        killAll(processes);
    }

    private static void killAll(Map<String, ServeProcess> processes) {
        List<ServeProcess> lastFirst = new ArrayList<>(processes.values());
        Collections.reverse(lastFirst);
        for (ServeProcess process : lastFirst) {
            try {
                process.kill();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
