package io.isobar.cli.index;

import io.isobar.catalog.config.Settings;
import io.isobar.cli.serve.SharedKeys;
import io.isobar.indexer.IndexRunConfig;
import io.isobar.indexer.spec.IndexSpecFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** From raw files to a sealed batch, which the controller then turns into a release. */
@Command(
        name = "index",
        description = {
            "Run an index_hadoop spec, with the pipeline before it, and seal what it built as one batch. The controller"
                    + " distributes it as the next release: 'isobar dc status' shows how far.",
            "The same spec over the same input is sealed once: running again after a crash finishes the run, and running"
                    + " again after that does nothing.",
            "Of several outputs, those before one that fails are published and stay so; those after it don't begin. The"
                    + " last words and the summary name each, and running again publishes the rest.",
            "Ctrl-C asks whether to kill the application on the cluster or to leave it running; without a terminal, and for"
                    + " SIGTERM, it is killed. Nothing is published then."
        },
        exitCodeList = {
            "0:sealed, or sealed before",
            "1:the spec or the input is wrong, or a job failed; nothing of that output is published",
            "2:wrong usage",
            "3:another run is at the same intervals, or an application of this run goes on without a driver; nothing was done",
            "4:another run took over the lock while this one was building; nothing is published",
            "5:detached: the application goes on, and --resume finds it",
            "130:stopped by Ctrl-C (SIGINT); nothing is published",
            "143:stopped by SIGTERM; nothing is published"
        },
        footer = {
            "  isobar index flights.json --config conf/indexer.properties",
            "  isobar index flights.json --config conf/indexer.properties --resume"
        })
public final class IndexCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "SPEC", description = "The spec (JSON), as Druid took it.")
    private Optional<Path> specArgument = Optional.empty();

    @Option(names = "--spec", paramLabel = "FILE", description = "The same as SPEC.")
    private Optional<Path> specOption = Optional.empty();

    @Mixin
    private ConfigOption config;

    @Mixin
    private SpecOptions reading;

    @Option(
            names = "--interval",
            paramLabel = "INTERVAL",
            description = {
                "Only this stretch of time, for example 2026-01-07/P1D: it takes the place of granularitySpec.intervals. In"
                        + " paths $${day}, $${interval}, $${start:yyyy/MM/dd} and others stand for it."
            })
    private Optional<String> interval = Optional.empty();

    @Mixin
    private WatchedRun run;

    @Override
    public Integer call() throws IOException {
        run.forgetEarlierSummary();
        Path specFile = specFile();
        config.check();
        List<IndexSpecFile> files = reading.read(specFile, interval);
        Settings settings = config.load();
        List<IndexRunConfig> outputs =
                files.stream().map(file -> IndexRunConfig.from(settings, file)).toList();
        SharedKeys.refuseUnknown(settings, Set.of(SharedKeys.INDEXER));
        return run.run(spec, outputs);
    }

    private Path specFile() {
        if (specArgument.isPresent() == specOption.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    specOption.isPresent()
                            ? "SPEC and --spec name the same thing: give one of them"
                            : "Missing the spec: name its file");
        }
        Path file = specArgument.or(() -> specOption).orElseThrow();
        SpecOptions.requireFile(spec, file, specOption.isPresent() ? "--spec" : "SPEC");
        return file;
    }
}
