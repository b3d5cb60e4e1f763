package io.isobar.indexer.outline;

import io.isobar.indexer.IndexRunConfig;
import io.isobar.indexer.hadoop.HadoopJobs;
import io.isobar.indexer.hadoop.HadoopSetup;
import io.isobar.indexer.hadoop.SharedStages;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How large the sources of a run are.
 *
 * @param bySource for each source that was counted, by its name
 */
public record InputSizes(Map<String, HadoopJobs.SourceSize> bySource) {
    /** Nothing was counted. */
    public static final InputSizes UNKNOWN = new InputSizes(Map.of());

    public InputSizes {
        bySource = Map.copyOf(bySource);
    }

    /**
     * Looks for the files of a run. Existing segments are not counted, the catalog has them.
     *
     * @throws java.io.FileNotFoundException if a path of the input leads to nothing
     */
    public static InputSizes of(IndexRunConfig config) throws IOException {
        if (!config.file().spec().segments().isEmpty()) {
            return UNKNOWN;
        }
        HadoopSetup setup =
                new HadoopSetup(config.hadoopFiles(), config.hadoopProperties(), config.tasks(), config.workingPath());
        SharedStages none = SharedStages.of(List.of());
        return new InputSizes(new HadoopJobs(config.file(), setup, List.of(), none).sizes());
    }

    /** The size of a source, if it was counted. */
    public Optional<HadoopJobs.SourceSize> of(String source) {
        return Optional.ofNullable(bySource.get(source));
    }
}
