package io.isobar.cli.quickstart;

import io.isobar.cli.CommandFailedException;
import io.isobar.cli.cluster.ClusterPlan;
import io.isobar.cli.cluster.Ports;
import io.isobar.cli.cluster.RunDirectory;
import io.isobar.cli.cluster.Secrets;
import io.isobar.cli.process.Child;
import io.isobar.cli.process.ChildProcesses;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Everything on one machine. */
@Command(
        name = "quickstart",
        description = {
            "Start two data centers on this machine, build a release from real flights, replicate it, ask both the same"
                    + " questions, publish a correction while clients query, go back, and judge every answer.",
            "Needs 4 GB of memory. Stays running until Ctrl-C, unless --exit is given."
        },
        exitCodeList = {
            "0:everything that had to hold did",
            "1:something didn't, or failed; the run directory stays for inspection",
            "2:wrong usage"
        },
        footer = "  isobar quickstart --exit")
public final class QuickstartCommand implements Callable<Integer> {
    private static final int STEPS = 5;
    private static final Duration GRACE = Duration.ofSeconds(20);

    @Spec
    private CommandSpec spec;

    @Option(names = "--exit", description = "Stop everything at the end instead of leaving it running.")
    private boolean exit;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Take the flights (*.parquet) and airports.csv in DIR, as scripts/fetch-flights puts them there;"
                            + " by default the month that comes with Isobar.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--dir",
            paramLabel = "RUNDIR",
            description =
                    "Keep everything there: a directory that is empty or isn't there yet; by default a new one for"
                            + " temporary files, which --exit removes if all went well.")
    private Optional<Path> directory = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path home = home();
        FlightData first = data.isPresent() ? FlightData.fetched(data.get()) : FlightData.sample(home.resolve("data"));
        FlightData correction = FlightData.correction(home.resolve("data"));
        RunDirectory run = RunDirectory.create(
                directory.isPresent() ? directory.get() : Files.createTempDirectory("isobar-quickstart-"));
        Secrets.create(run, ClusterPlan.DCS);
        Path geoDatabase = home.resolve("data/geo/iptoasn-country.mmdb");
        ClusterPlan plan = new ClusterPlan(run, Ports.find(ClusterPlan.DCS), geoDatabase);
        PrintWriter out = spec.commandLine().getOut();
        Narrator narrator = new Narrator(out, System::nanoTime, STEPS);
        narrator.line("Isobar quickstart; everything is kept in " + run.root());
        boolean held;
        try (ChildProcesses processes = new ChildProcesses(GRACE, System::nanoTime)) {
            held = run(new Quickstart(plan, processes, home, narrator, System::nanoTime), narrator, first, correction);
            if (held && !exit) {
                new NextSteps(plan, home).tell(narrator);
                untilSomethingEnds(processes, narrator);
            }
        } catch (IOException | RuntimeException e) {
            throw new CommandFailedException(
                    "%s%n  The run directory stays for inspection: [%s]; logs are in */log and */*/log below it"
                            .formatted(e.getMessage(), run.root()),
                    e);
        }
        if (!held) {
            narrator.line("Not everything held. The run directory stays for inspection: " + run.root());
            return 1;
        }
        if (exit && directory.isEmpty()) {
            delete(run.root());
        }
        return 0;
    }

    private static boolean run(Quickstart quickstart, Narrator narrator, FlightData first, FlightData correction)
            throws IOException, InterruptedException {
        Checks checks = quickstart.run(first, correction);
        narrator.summary();
        narrator.line("");
        narrator.line(checks.render("      ").stripTrailing());
        narrator.line("");
        return checks.allHeld();
    }

    /** Ctrl-C ends the wait by ending the JVM; its hook stops the processes. */
    private static void untilSomethingEnds(ChildProcesses processes, Narrator narrator) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Optional<Child> told = Optional.empty();
        while (!never.await(1, TimeUnit.SECONDS)) {
            Optional<Child> dead = processes.firstDead();
            if (dead.isPresent() && !dead.equals(told)) {
                told = dead;
                narrator.line("Process [%s] has ended with exit code [%d]; the others go on. Its output: %s"
                        .formatted(
                                dead.get().name(),
                                dead.get().exitCode(),
                                dead.get().console()));
            }
        }
    }

    private static Path home() {
        String home = System.getProperty("isobar.home");
        if (home == null || !Files.isExecutable(Path.of(home, "bin", "isobar"))) {
            throw new CommandFailedException(
                    "The quickstart starts other processes with bin/isobar: run it by that script, or by scripts/quickstart");
        }
        return Path.of(home);
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
