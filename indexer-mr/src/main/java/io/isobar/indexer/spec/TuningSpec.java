package io.isobar.indexer.spec;

import io.isobar.segment.build.IndexSpec;
import java.util.Map;

/**
 * How the run goes about it.
 *
 * @param workingPath where intermediate files go
 * @param maxParseExceptions how many bad rows each map task passes over before the run fails
 * @param logParseExceptions each bad row is logged
 * @param leaveIntermediate intermediate files are kept
 * @param jobProperties set on the configuration of every job
 */
public record TuningSpec(
        PartitionsSpec partitions,
        IndexSpec indexSpec,
        String workingPath,
        long maxParseExceptions,
        boolean logParseExceptions,
        boolean leaveIntermediate,
        Map<String, String> jobProperties) {
    static final String DEFAULT_WORKING_PATH = "/tmp/druid-indexing";

    public TuningSpec {
        jobProperties = Map.copyOf(jobProperties);
    }

    static TuningSpec read(SpecObject spec) {
        long ignored = spec.flag("ignoreInvalidRows", false) ? Long.MAX_VALUE : 0;
        return new TuningSpec(
                PartitionsSpec.read(spec),
                spec.has("indexSpec") ? spec.reading("indexSpec", IndexSpec::fromJson) : IndexSpec.defaults(),
                spec.text("workingPath", DEFAULT_WORKING_PATH),
                spec.count("maxParseExceptions").orElse(ignored),
                spec.flag("logParseExceptions", false),
                spec.flag("leaveIntermediate", false),
                spec.textMap("jobProperties"));
    }
}
