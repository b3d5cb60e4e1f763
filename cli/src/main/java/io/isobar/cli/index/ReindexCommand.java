package io.isobar.cli.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.catalog.config.Settings;
import io.isobar.catalog.dc.DruidMetadata;
import io.isobar.cli.CommandFailedException;
import io.isobar.cli.serve.SharedKeys;
import io.isobar.indexer.IndexRunConfig;
import io.isobar.indexer.Reindex;
import io.isobar.indexer.reindex.SpecChanges;
import io.isobar.indexer.segments.InputSegment;
import io.isobar.indexer.spec.DruidTables;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.SegmentsOrigin;
import io.isobar.segment.Interval;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
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
import picocli.CommandLine.Spec;

/** From existing segments to a sealed batch that replaces them. */
@Command(
        name = "reindex",
        description = {
            "Index existing segments again: with other granularities, without some dimensions, with more metrics, partitioned"
                    + " otherwise. The spec is made of what the segments say about themselves; --spec has the differences.",
            "Segments are found by the releases of the control database, or by a Druid's metadata tables. What is read is"
                    + " replaced in one release; asked for again, it is recognised as done."
        },
        exitCodeList = {
            "0:sealed, or sealed before; or shown, with --dry-run",
            "1:the segments don't fit together, can't be read, or a job failed; nothing is published",
            "2:wrong usage",
            "3:another run is at the same intervals, or an application of this run goes on without a driver; nothing was done",
            "4:another run took over the lock while this one was building; nothing is published",
            "5:detached: the application goes on, and --resume finds it",
            "130:stopped by Ctrl-C (SIGINT); nothing is published",
            "143:stopped by SIGTERM; nothing is published"
        },
        footer = {
            "  isobar reindex --datasource flights --interval 2026-01-01/2026-02-01 --spec monthly.json --config"
                    + " conf/indexer.properties --dry-run",
            "  where monthly.json is {\"dataSchema\": {\"granularitySpec\": {\"segmentGranularity\": \"MONTH\"}},"
                    + " \"dropDimensions\": [\"tail_number\"]}"
        })
public final class ReindexCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    private CommandSpec spec;

    @Option(names = "--datasource", required = true, paramLabel = "NAME", description = "Whose segments.")
    private String dataSource;

    @Option(
            names = "--interval",
            required = true,
            paramLabel = "INTERVAL",
            description = "Which time, in whole chunks: 2026-01-01/2026-02-01, or 2026-01-01/P1M.")
    private String interval;

    @Option(
            names = "--spec",
            paramLabel = "FILE",
            description = "The changes (JSON): dataSchema, tuningConfig, dropDimensions, dropMetrics, addMetrics.")
    private Optional<Path> changesFile = Optional.empty();

    @Mixin
    private ConfigOption config;

    @Option(
            names = "--from-druid",
            paramLabel = "URL",
            description = "JDBC URL of a Druid's metadata: read the segments that Druid answers from.")
    private Optional<String> druidUrl = Optional.empty();

    @Option(names = "--user", defaultValue = "druid", description = "Of Druid's metadata. Default: $${DEFAULT-VALUE}.")
    private String druidUser;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Its first line is the password of Druid's metadata.")
    private Optional<Path> druidPasswordFile = Optional.empty();

    @Option(names = "--dry-run", description = "Print the spec that would run and the segments it reads, and end.")
    private boolean dryRun;

    @Mixin
    private WatchedRun run;

    @Override
    public Integer call() throws IOException {
        if (!dryRun) {
            run.forgetEarlierSummary();
        }
        config.check();
        if (changesFile.isPresent()) {
            SpecOptions.requireFile(spec, changesFile.get(), "--spec");
        }
        if (druidPasswordFile.isPresent()) {
            SpecOptions.requireFile(spec, druidPasswordFile.get(), "--password-file");
        }
        Settings settings = config.load();
        Reindex reindex = Reindex.plan(dataSource, interval(), changes(), file -> where(settings, file));
        SharedKeys.refuseUnknown(settings, Set.of(SharedKeys.INDEXER));
        if (dryRun || !run.json()) {
            show(reindex, spec.commandLine().getOut());
        }
        return dryRun ? IndexExit.SEALED : run.run(spec, List.of(reindex.config()));
    }

    private IndexRunConfig where(Settings settings, IndexSpecFile file) {
        Optional<SegmentsOrigin> origin = druidUrl.map(url -> new DruidTables(
                        url, druidUser, SegmentsOrigin.password(druidPasswordFile), DruidMetadata.DEFAULT_TABLE))
                .map(tables -> new SegmentsOrigin(SegmentsOrigin.From.DRUID, Optional.of(tables)));
        return IndexRunConfig.from(settings, origin.map(file::withOrigin).orElse(file));
    }

    private void show(Reindex reindex, PrintWriter out) {
        out.println(reindex.plan().spec().toPrettyString());
        out.println("reads %d segments, %,d bytes, by %s:"
                .formatted(
                        reindex.plan().segments().segments().size(),
                        reindex.plan().segments().size(),
                        reindex.plan().segments().origin()));
        for (InputSegment segment : reindex.plan().segments().segments()) {
            out.println("  " + segment.id());
        }
    }

    private Interval interval() {
        try {
            return Interval.parse(interval);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--interval: " + e.getMessage(), e);
        }
    }

    private SpecChanges changes() throws IOException {
        if (changesFile.isEmpty()) {
            return SpecChanges.none();
        }
        try {
            return SpecChanges.of(JSON.readTree(Files.readAllBytes(changesFile.get())));
        } catch (JsonProcessingException e) {
            throw new CommandFailedException(
                    "Changes [%s] are no JSON: %s".formatted(changesFile.get(), e.getOriginalMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException("Changes [%s]: %s".formatted(changesFile.get(), e.getMessage()), e);
        }
    }
}
