package io.isobar.cli.index;

import io.isobar.catalog.config.Settings;
import io.isobar.cli.CommandFailedException;
import io.isobar.cli.serve.SharedKeys;
import io.isobar.indexer.IndexRun;
import io.isobar.indexer.IndexRunConfig;
import io.isobar.indexer.slice.SpecTemplate;
import io.isobar.indexer.spec.IndexSpecFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** From raw files to a sealed batch, which the controller then turns into a release. */
@Command(
        name = "index",
        description = {
            "Run an index_hadoop spec, with the pipeline before it, and seal what it built as one batch. The controller"
                    + " distributes it as the next release: 'isobar dc status' shows how far.",
            "The same spec over the same input is sealed once: running again after a crash finishes the run, and running"
                    + " again after that does nothing."
        },
        exitCodeList = {
            "0:sealed, or sealed before",
            "1:the spec or the input is wrong, or a job failed; nothing is published",
            "2:wrong usage"
        },
        footer = "  isobar index --spec flights.json --config conf/indexer.properties")
public final class IndexCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--spec", required = true, paramLabel = "FILE", description = "The spec (JSON).")
    private Path specFile;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "Properties: where the run happens, and the control database.")
    private Path config;

    @Option(names = "--lenient", description = "Names that no Druid had are warnings, not errors.")
    private boolean lenient;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "In the spec's paths and intervals, $${NAME} stands for VALUE. May be given several times.")
    private Map<String, String> variables = new HashMap<>();

    @Option(
            names = "--interval",
            paramLabel = "INTERVAL",
            description = {
                "Only this stretch of time, for example 2026-01-07/P1D: it takes the place of granularitySpec.intervals. In"
                        + " paths $${day}, $${interval}, $${start:yyyy/MM/dd} and others stand for it."
            })
    private Optional<String> interval = Optional.empty();

    @Option(
            names = "--summary-file",
            paramLabel = "FILE",
            description = "Write the summary there too (JSON), once the batch is sealed.")
    private Optional<Path> summaryFile = Optional.empty();

    @Option(
            names = "--ship-jre",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "RUNTIME",
            description =
                    "Send a Java runtime along to the tasks of a cluster that has none: that of this command, or the"
                            + " given directory or .tar.gz.")
    private Optional<String> shippedJre = Optional.empty();

    @Option(names = "--json", description = "Print the summary as a JSON object; progress goes to standard error.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        requireFile(specFile, "--spec");
        requireFile(config, "--config");
        IndexSpecFile file = parse();
        Settings settings = Settings.load(config);
        IndexRunConfig fromFile = IndexRunConfig.from(settings, file);
        IndexRunConfig runConfig = shippedJre.map(fromFile::shippingJre).orElse(fromFile);
        SharedKeys.refuseUnknown(settings, Set.of(SharedKeys.INDEXER));
        PrintWriter out = spec.commandLine().getOut();
        IndexProgress progress = new IndexProgress(json ? spec.commandLine().getErr() : out);
        IndexSummary summary = IndexSummary.of(IndexRun.run(runConfig, progress));
        if (summaryFile.isPresent()) {
            Files.writeString(summaryFile.get(), summary.toJson().toPrettyString() + System.lineSeparator());
        }
        out.println(json ? summary.toJson().toPrettyString() : summary.inWords());
        return 0;
    }

    private IndexSpecFile parse() throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(specFile);
            if (interval.isEmpty()) {
                return IndexSpecFile.parse(bytes, lenient, variables);
            }
            SpecTemplate template = SpecTemplate.read(bytes, lenient, variables);
            return template.at(template.interval(interval.get()));
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("Spec [%s]: %s".formatted(specFile, e.getMessage()), e);
        }
    }

    private void requireFile(Path file, String option) {
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(spec.commandLine(), "No file [" + file + "] for " + option);
        }
    }
}
