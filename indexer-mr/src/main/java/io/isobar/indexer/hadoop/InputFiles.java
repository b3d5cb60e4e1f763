package io.isobar.indexer.hadoop;

import io.isobar.indexer.pipeline.PipelinePlan;
import io.isobar.indexer.segments.FoundSegments;
import io.isobar.indexer.segments.InputSegment;
import io.isobar.indexer.spec.IndexSpecFile;
import io.isobar.indexer.spec.InputPaths;
import io.isobar.indexer.spec.PipelineSpec;
import io.isobar.segment.Interval;
import io.isobar.segment.time.Granularity;
import io.isobar.segment.time.JodaPattern;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;

/**
 * Finds the files that the paths of a spec stand for. Files and directories whose names begin with a dot or an underscore are
 * hidden; one that is named without a glob is read all the same.
 */
final class InputFiles {
    private static final Pattern ANY = Pattern.compile(".*");

    private final Configuration conf;
    private final Map<Path, FileStatus> found = new TreeMap<>();

    private InputFiles(Configuration conf) {
        this.conf = conf;
    }

    /** The files of each source by its name, in the order of their paths; of segments in theirs. */
    static JobInputs of(IndexSpecFile file, PipelinePlan plan, List<FoundSegments> segments, Configuration conf)
            throws IOException {
        Map<String, List<FileStatus>> bySource = new LinkedHashMap<>();
        Map<String, FoundSegments> found = new LinkedHashMap<>();
        for (FoundSegments some : segments) {
            String name = PipelinePlan.segmentsOf(some.spec());
            found.put(name, some);
            bySource.put(name, zips(some, conf));
        }
        addFiles(file, plan, conf, bySource);
        return new JobInputs(bySource, found);
    }

    private static void addFiles(
            IndexSpecFile file, PipelinePlan plan, Configuration conf, Map<String, List<FileStatus>> bySource)
            throws IOException {
        if (file.pipeline().isPresent()) {
            for (String name : plan.sources()) {
                PipelineSpec.Source source = file.pipeline().get().source(name);
                InputFiles files = new InputFiles(conf);
                files.add(source.paths(), plan.times().getOrDefault(name, List.of()));
                bySource.put(name, source.isByTime() ? List.copyOf(files.found.values()) : files.all("[" + name + "]"));
            }
            return;
        }
        InputPaths paths = file.requireInput();
        if (paths.readsFiles()) {
            InputFiles files = new InputFiles(conf);
            files.add(paths, file.spec().granularity().intervals());
            bySource.put(PipelinePlan.INPUT, files.all("[ioConfig.inputSpec]"));
        }
    }

    private static List<FileStatus> zips(FoundSegments found, Configuration conf) throws IOException {
        List<FileStatus> zips = new ArrayList<>();
        for (InputSegment segment : found.segments()) {
            Path path = new Path(segment.location());
            try {
                zips.add(NamedFileSystem.of(path, conf, "Segment [%s] in".formatted(segment.id()))
                        .getFileStatus(path));
            } catch (FileNotFoundException e) {
                throw new IOException(
                        "Segment [%s] is visible by %s, but its file [%s] isn't there: put it back, or leave its interval out"
                                .formatted(segment.id(), found.origin(), path),
                        e);
            }
        }
        return zips;
    }

    private List<FileStatus> all(String what) throws FileNotFoundException {
        if (found.isEmpty()) {
            throw new FileNotFoundException("Input " + what + " has no files");
        }
        return List.copyOf(found.values());
    }

    private void add(InputPaths paths, List<Interval> intervals) throws IOException {
        if (paths instanceof InputPaths.Listed listed) {
            for (String path : listed.paths()) {
                addGlob(path);
            }
        } else if (paths instanceof InputPaths.ByTime byTime) {
            addByTime(byTime, intervals);
        } else if (paths instanceof InputPaths.All all) { // segments are found elsewhere
            for (InputPaths child : all.children()) {
                add(child, intervals);
            }
        }
    }

    private void addGlob(String text) throws IOException {
        Path pattern = new Path(text);
        FileSystem fileSystem = NamedFileSystem.of(pattern, conf, "Input path");
        FileStatus[] matches = fileSystem.globStatus(pattern);
        if (matches == null || matches.length == 0) {
            throw new FileNotFoundException(
                    "Input path [%s] doesn't exist on [%s]: no file matches it".formatted(text, fileSystem.getUri()));
        }
        boolean isGlob = new GlobPattern(pattern.getName()).hasWildcard();
        for (FileStatus match : matches) {
            if (isGlob && isHidden(match.getPath())) {
                continue;
            }
            if (!match.isDirectory()) {
                found.put(match.getPath(), match);
                continue;
            }
            if (conf.getBoolean(FileInputFormat.INPUT_DIR_RECURSIVE, false)) {
                addRecursively(match.getPath(), ANY);
                continue;
            }
            for (FileStatus child : fileSystem.listStatus(match.getPath())) {
                if (!child.isDirectory() && !isHidden(child.getPath())) {
                    found.put(child.getPath(), child);
                }
            }
        }
    }

    private void addByTime(InputPaths.ByTime byTime, List<Interval> intervals) throws IOException {
        if (intervals.isEmpty()) {
            throw new IOException(
                    "Input of type [granularity] needs [granularitySpec.intervals]: they name the directories");
        }
        Pattern pattern = byTime.filePattern().map(Pattern::compile).orElse(ANY);
        JodaPattern format = JodaPattern.of(
                byTime.pathFormat().orElseGet(() -> defaultFormat(byTime.granularity())),
                byTime.granularity().zone());
        Set<Path> directories = new LinkedHashSet<>();
        for (Interval interval : intervals) {
            for (Interval bucket : byTime.granularity().buckets(interval)) {
                directories.add(new Path(byTime.root(), format.format(bucket.start())));
            }
        }
        for (Path directory : directories) {
            addRecursively(directory, pattern);
        }
    }

    /** A bucket without a directory has no rows. */
    private void addRecursively(Path directory, Pattern pattern) throws IOException {
        FileSystem fileSystem = NamedFileSystem.of(directory, conf, "Input path");
        if (!fileSystem.exists(directory)) {
            return;
        }
        RemoteIterator<LocatedFileStatus> files = fileSystem.listFiles(directory, true);
        int depth = fileSystem.makeQualified(directory).depth();
        while (files.hasNext()) {
            FileStatus file = files.next();
            if (!isHiddenBelow(file.getPath(), depth)
                    && pattern.matcher(file.getPath().toString()).matches()) {
                found.put(file.getPath(), file);
            }
        }
    }

    private static boolean isHiddenBelow(Path path, int depth) {
        for (Path at = path; at != null && at.depth() > depth; at = at.getParent()) {
            if (isHidden(at)) {
                return true;
            }
        }
        return false;
    }

    /** {@code 'y'=yyyy/'m'=MM/…} down to the granularity, as in Druid. */
    private static String defaultFormat(Granularity granularity) {
        long typical = granularity.nextBucket(granularity.bucketStart(0)) - granularity.bucketStart(0);
        String[] parts = {"'y'=yyyy", "'m'=MM", "'d'=dd", "'H'=HH", "'M'=mm", "'S'=ss"};
        long[] longest = {Long.MAX_VALUE, 32L * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000};
        StringBuilder format = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length && typical <= longest[i]; i++) {
            format.append('/').append(parts[i]);
        }
        return format.toString();
    }

    private static boolean isHidden(Path path) {
        return path.getName().startsWith(".") || path.getName().startsWith("_");
    }
}
