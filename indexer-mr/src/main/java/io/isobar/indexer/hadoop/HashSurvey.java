package io.isobar.indexer.hadoop;

import io.isobar.indexer.partition.BucketPlan;
import io.isobar.indexer.partition.Chunk;
import io.isobar.indexer.partition.HotSlots;
import io.isobar.indexer.partition.Partitions;
import io.isobar.indexer.partition.PartitionsBuilder;
import io.isobar.indexer.partition.ShardCount;
import io.isobar.indexer.partition.Sharding;
import io.isobar.indexer.partition.Slots;
import io.isobar.indexer.spec.IngestionSpec;
import io.isobar.indexer.spec.PartitionsSpec;
import io.isobar.segment.Interval;
import io.isobar.segment.build.Dimension;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the chunks and the number of hashed shards of each, and which shards would be far larger than the others. */
final class HashSurvey {
    /** Property of a job: a hash bucket that has fewer rows is never split. */
    static final String WORTH_SPLITTING = "isobar.rows-worth-splitting";

    private static final long DEFAULT_WORTH_SPLITTING = 5_000_000;

    private final RunJobs jobs;
    private final PartitionsSpec.Hashed rule;

    HashSurvey(RunJobs jobs, PartitionsSpec.Hashed rule) {
        this.jobs = jobs;
        this.rule = rule;
    }

    Partitions determine(String title, List<Dimension> dimensions, List<JobWatch.Result> results) throws IOException {
        IngestionSpec spec = jobs.file().spec();
        Optional<BucketPlan> known = ChunkRows.known(spec);
        List<String> lines = new SurveyJobs(jobs)
                .survey(title, stage -> known.ifPresent(stage.withDimensions(dimensions)::withBuckets), results);
        SortedMap<Interval, SortedMap<Integer, Long>> chunks = new TreeMap<>();
        known.ifPresent(plan -> plan.chunks().forEach(chunk -> chunks.put(chunk.interval(), new TreeMap<>())));
        for (String line : lines) {
            int tab = line.lastIndexOf('\t');
            int slot = line.lastIndexOf(SurveyMapper.SLOT, tab);
            chunks.computeIfAbsent(
                            Interval.parse(line.substring(SurveyMapper.CHUNK.length(), slot)), chunk -> new TreeMap<>())
                    .put(Integer.valueOf(line.substring(slot + 1, tab)), Long.valueOf(line.substring(tab + 1)));
        }
        PartitionsBuilder partitions = new PartitionsBuilder();
        long worthSplitting = jobs.property(WORTH_SPLITTING, DEFAULT_WORTH_SPLITTING);
        chunks.forEach((interval, rows) -> add(interval, rows, worthSplitting, partitions));
        return partitions.build();
    }

    private void add(Interval interval, Map<Integer, Long> rows, long worthSplitting, PartitionsBuilder partitions) {
        long all = rows.values().stream().mapToLong(Long::longValue).sum();
        int slots = rule.shards().orElseGet(() -> ShardCount.of(all, rule.targetRows()));
        if (rule.dimensions().isEmpty()) {
            partitions.addEven(new Chunk(interval, new Sharding.Hashed(Slots.of(slots), List.of())), all);
            return;
        }
        SortedMap<Integer, Integer> split =
                worthSplitting < 0 ? new TreeMap<>() : HotSlots.ofHashed(rows, slots, worthSplitting);
        split.forEach((slot, shards) -> partitions.find(
                "hash bucket [%d] of [%d] in chunk [%s] has about [%d] of [%d] rows, because of a frequent value of %s: it becomes [%d] segments"
                        .formatted(slot, slots, interval, rows.get(slot), all, rule.dimensions(), shards)));
        partitions.add(new Chunk(interval, new Sharding.Hashed(new Slots(slots, split), rule.dimensions())), rows);
    }
}
