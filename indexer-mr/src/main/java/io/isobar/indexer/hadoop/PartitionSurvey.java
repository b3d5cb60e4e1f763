package io.isobar.indexer.hadoop;

import io.isobar.indexer.partition.BucketPlan;
import io.isobar.indexer.partition.Partitions;
import io.isobar.indexer.partition.Sharding;
import io.isobar.indexer.partition.Slots;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.indexer.spec.PartitionsSpec;
import io.isobar.segment.build.Dimension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds out how the rows of each chunk are dealt to segments, by reading them all if the spec leaves something open. */
final class PartitionSurvey {
    private static final String GROUP = "group rows";
    /** The value of {@link HashSurvey#WORTH_SPLITTING} that asks for no look at the sizes of hash buckets. */
    private static final String NEVER = "-1";

    private static final String DETERMINE = "determine partitions";

    private final RunJobs jobs;

    PartitionSurvey(RunJobs jobs) {
        this.jobs = jobs;
    }

    /** The names of the stages that {@link #partitions} will run. */
    static List<String> stages(IngestionSpec spec) {
        List<String> stages = new ArrayList<>();
        if (spec.tuning().partitions().rule() instanceof PartitionsSpec.Ranges ranges) {
            if (groups(spec, ranges)) {
                stages.add(GROUP);
            }
            stages.add(DETERMINE);
        } else if (needsSurvey(
                spec, (PartitionsSpec.Hashed) spec.tuning().partitions().rule())) {
            stages.add(DETERMINE);
        }
        return stages;
    }

    /** Rows that roll up are counted once; if none do, the rows of the input are those of the segments. */
    private static boolean groups(IngestionSpec spec, PartitionsSpec.Ranges ranges) {
        return spec.granularity().rollup() && !ranges.assumeGrouped();
    }

    /** Which chunks, how many shards, and whether the values of the partition dimensions are spread evenly. */
    private static boolean needsSurvey(IngestionSpec spec, PartitionsSpec.Hashed hashed) {
        return spec.granularity().intervals().isEmpty()
                || hashed.shards().isEmpty()
                || (!hashed.dimensions().isEmpty()
                        && hashed.shards().get() > 1
                        && !NEVER.equals(spec.tuning().jobProperties().get(HashSurvey.WORTH_SPLITTING)));
    }

    /** A chunk has no more rows than the whole input. */
    private static boolean mayBeOneSegment(IngestionSpec spec, PartitionsSpec.Hashed hashed) {
        return !spec.granularity().intervals().isEmpty() && hashed.shards().isEmpty();
    }

    Partitions partitions(List<Dimension> dimensions, List<JobWatch.Result> results) throws IOException {
        IngestionSpec spec = jobs.file().spec();
        if (spec.tuning().partitions().rule() instanceof PartitionsSpec.Ranges ranges) {
            RangeSurvey survey = new RangeSurvey(jobs, ranges, spec.withDimensions(dimensions));
            if (groups(spec, ranges)) {
                survey.group(GROUP, results);
            }
            return survey.determine(DETERMINE, results);
        }
        PartitionsSpec.Hashed hashed =
                (PartitionsSpec.Hashed) spec.tuning().partitions().rule();
        if (mayBeOneSegment(spec, hashed) && jobs.countsAtMost(hashed.targetRows(), DETERMINE)) {
            return Partitions.unsurveyed(
                    BucketPlan.uniform(spec.granularity().chunks(), new Sharding.Hashed(Slots.of(1), List.of())));
        }
        return needsSurvey(spec, hashed)
                ? new HashSurvey(jobs, hashed).determine(DETERMINE, dimensions, results)
                : Partitions.unsurveyed(BucketPlan.uniform(
                        spec.granularity().chunks(),
                        new Sharding.Hashed(Slots.of(hashed.shards().orElseThrow()), hashed.dimensions())));
    }
}
