package io.isobar.stories;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.ShardSpec;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.catalog.store.SegmentStores;
import io.isobar.cli.segment.SegmentAnswers;
import io.isobar.indexer.IndexReport;
import io.isobar.indexer.IndexRunConfig;
import io.isobar.indexer.IndexRuns;
import io.isobar.indexer.RunOptions;
import io.isobar.indexer.progress.IndexListener;
import io.isobar.indexer.progress.StopSwitch;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.segment.Segment;
import io.isobar.segment.build.SegmentZip;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** Runs specs in one place: on the local runner, or on a cluster. Each run has a control database of its own. */
final class SpecRunner {
    private static final int LOCAL_TASKS = 2;
    private static final int LONGEST_TEXT = 120;

    private final URI root;
    private final Path scratch;
    private final List<Path> hadoopFiles;

    private SpecRunner(URI root, Path scratch, List<Path> hadoopFiles) {
        this.root = root;
        this.scratch = scratch;
        this.hadoopFiles = hadoopFiles;
    }

    /** In this process, over the files beneath a directory. */
    static SpecRunner local(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("store"));
        return new SpecRunner(directory.toUri(), Files.createDirectories(directory.resolve("scratch")), List.of());
    }

    /** On a cluster, over the files of its HDFS. */
    static SpecRunner on(ForkedHadoop cluster, Path scratch) throws IOException {
        URI root = FileSystem.get(conf(List.of(cluster.site()))).getUri().resolve("/");
        return new SpecRunner(root, Files.createDirectories(scratch), List.of(cluster.site()));
    }

    /** Of those who want to look at the files themselves. */
    FileSystem files() throws IOException {
        return FileSystem.get(root, conf(hadoopFiles));
    }

    /** Hadoop's configuration, of which a local runner has none. */
    List<Path> hadoopFiles() {
        return hadoopFiles;
    }

    /** Where what a spec calls {@code ${data}} is. */
    URI data() {
        return root.resolve("data");
    }

    /** Where segments go. */
    URI store() {
        return root.resolve("store");
    }

    /** Where intermediate files go. */
    String work() {
        return root.resolve("work").toString();
    }

    /** Brings files to where specs find them. */
    SpecRunner upload(Path... files) throws IOException {
        for (Path file : files) {
            files().copyFromLocalFile(
                            new org.apache.hadoop.fs.Path(file.toUri()),
                            new org.apache.hadoop.fs.Path(data() + "/" + file.getFileName()));
        }
        return this;
    }

    /** Runs the only output of a spec; properties are Hadoop's. */
    IndexReport run(String spec, Map<String, String> properties) throws IOException {
        return runAll(spec, properties).get(0);
    }

    /** Runs all outputs of a spec. */
    List<IndexReport> runAll(String spec, Map<String, String> properties) throws IOException {
        Path home = Files.createTempDirectory(scratch, "run");
        DatabaseConfig control =
                new DatabaseConfig("jdbc:h2:file:" + home.resolve("control"), "isobar", Optional.empty(), 4);
        try (ControlDatabase database = ControlDatabase.open(control)) {
            database.migrate();
        }
        List<IndexRunConfig> configs = new ArrayList<>();
        for (IndexSpecFile file : IndexSpecFile.parseAll(
                spec.getBytes(StandardCharsets.UTF_8), false, Map.of("data", data().toString()))) {
            configs.add(new IndexRunConfig(
                    file,
                    "east",
                    store(),
                    control,
                    Optional.of(work()),
                    LOCAL_TASKS,
                    hadoopFiles,
                    properties,
                    Clock.systemUTC()));
        }
        List<IndexReport> reports = new ArrayList<>();
        IndexRuns.run(configs, RunOptions.NONE, IndexListener.SILENT, new StopSwitch(), reports::add);
        return reports;
    }

    /** Fetches the segments of a batch from the store, whose paths say their SHA-256. */
    SegmentAnswers fetch(IndexReport report) throws IOException {
        return fetch(report.segments());
    }

    /** Fetches these segments. */
    SegmentAnswers fetch(Collection<ReleaseSegment> wanted) throws IOException {
        SegmentAnswers answers = new SegmentAnswers();
        try (SegmentStore segments = SegmentStores.open(store())) {
            for (ReleaseSegment segment : wanted) {
                Path directory = Files.createTempDirectory(scratch, "segment").resolve("unpacked");
                try (InputStream zip = segments.open(segment.path(), 0)) {
                    SegmentZip.unpack(zip, directory, segment.size());
                }
                answers.add(segment.id(), Segment.open(directory));
            }
        } catch (IOException | RuntimeException e) {
            answers.close();
            throw e;
        }
        return answers;
    }

    /** What equal segments have in common, however they were named: interval, shard and content. */
    static List<String> contents(IndexReport report) {
        return contents(report.segments());
    }

    /** Of these segments. */
    static List<String> contents(Collection<ReleaseSegment> segments) {
        return segments.stream()
                .map(segment ->
                        "%s %s %s".formatted(segment.id().interval(), shortened(segment.shardSpec()), segment.sha256()))
                .toList();
    }

    /** The bounds of a range may be very long. */
    private static String shortened(ShardSpec spec) {
        String text = spec.toString();
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "… " + text.hashCode();
    }

    private static Configuration conf(List<Path> files) {
        Configuration conf = new Configuration();
        files.forEach(file -> conf.addResource(new org.apache.hadoop.fs.Path(file.toUri())));
        return conf;
    }
}
