package io.isobar.cli.index;

import io.isobar.catalog.config.Settings;
import io.isobar.cli.serve.SharedKeys;
import io.isobar.indexer.IndexRunConfig;
import io.isobar.indexer.outline.InputSizes;
import io.isobar.indexer.outline.RunOutline;
import io.isobar.indexer.spec.IndexSpecFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What 'isobar index' would do with a spec. */
@Command(
        name = "explain",
        description = {
            "Check a spec, and print the MapReduce jobs that 'isobar index' will run for it: what each reads, which stages run in"
                    + " it, what rows are brought together by, what it writes.",
            "It needs no cluster and no database. With --config it also counts the files of the input and their bytes."
        },
        exitCodeList = {"0:the spec can be run", "1:the spec or a path of its input is wrong", "2:wrong usage"},
        footer = "  isobar explain flights.json --set data=/raw/flights")
public final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SPEC", description = "The spec (JSON).")
    private Path specFile;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties, as for 'isobar index': the file systems that they name are asked for the input.")
    private Optional<Path> config = Optional.empty();

    @Mixin
    private SpecOptions reading;

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        SpecOptions.requireFile(spec, specFile, "SPEC");
        List<IndexSpecFile> files = reading.read(specFile);
        List<RunOutline> runs = RunOutline.of(files);
        List<InputSizes> sizes = new ArrayList<>(Collections.nCopies(files.size(), InputSizes.UNKNOWN));
        if (config.isPresent()) {
            SpecOptions.requireFile(spec, config.get(), "--config");
            Settings settings = Settings.load(config.get());
            for (int i = 0; i < files.size(); i++) {
                sizes.set(i, InputSizes.of(IndexRunConfig.from(settings, files.get(i))));
            }
            SharedKeys.refuseUnknown(settings, Set.of(SharedKeys.INDEXER));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(OutlineJson.of(runs, sizes).toPrettyString());
        } else {
            OutlineText.print(runs, sizes, out);
        }
        return 0;
    }
}
