package io.isobar.indexer.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names of fields that Druid has anywhere in its specs. Its reader passes over a name where it has no meaning, and specs
 * that ran for years have such: left over from other ways of ingestion, or put a level too high. A name that isn't here is a
 * mistake.
 */
final class DruidNames {
    /** For files of a form that Druid never had. */
    static final DruidNames NONE = new DruidNames(Map.of());

    private static final String OTHERS = "it is of Druid's native or streaming ingestion";
    private static final String OF_PIPELINES = "pipeline";

    /** Of tuning and input configurations of index, index_parallel, compact, kafka, kinesis, realtime and MSQ. */
    private static final List<String> OF_OTHER_INGESTION = List.of(
            "appendToExisting",
            "dropExisting",
            "inputSource",
            "firehose",
            "plumber",
            "maxTotalRows",
            "maxPendingPersists",
            "maxColumnsToMerge",
            "maxNumConcurrentSubTasks",
            "maxNumSubTasks",
            "maxNumSegmentsToMerge",
            "totalNumMergingTasks",
            "numFilesPerMerge",
            "numPersistThreads",
            "forceGuaranteedRollup",
            "reportParseExceptions",
            "maxSavedParseExceptions",
            "maxParseExceptionsPerTask",
            "pushTimeout",
            "publishTimeout",
            "publishAndHandoffTimeout",
            "handoffConditionTimeout",
            "segmentWriteOutMediumFactory",
            "basePersistDirectory",
            "intermediatePersistPeriod",
            "intermediateHandoffPeriod",
            "windowPeriod",
            "rejectionPolicy",
            "mergeThreadPriority",
            "persistThreadPriority",
            "splitHintSpec",
            "chatHandlerTimeout",
            "chatHandlerNumRetries",
            "maxRetry",
            "maxAllowedLockCount",
            "taskStatusCheckPeriodMs",
            "numDimensions",
            "skipBytesInMemoryOverheadCheck",
            "skipSequenceNumberAvailabilityCheck",
            "resetOffsetAutomatically",
            "alertTimeout",
            "taskDuration",
            "taskCount",
            "replicas",
            "consumerProps",
            "feed",
            "topic",
            "useEarliestOffset",
            "lateMessageRejectionPeriod",
            "baseDir",
            "forceTimeChunkLock",
            "useLineageBasedSegmentAllocation",
            "storeCompactionState",
            "storeEmptyColumns",
            "priority",
            "taskLockTimeout",
            "dataSourceToRead",
            "mergeMode",
            "sampleFile",
            "hadoopVersion");

    /** Beside a dataSchema they had no effect in Druid 0.6, and have none in later ones. */
    private static final List<String> OF_DRUID_06 = List.of(
            "config",
            "schema",
            "dataSpec",
            "pathSpec",
            "rollupSpec",
            "updaterJobSpec",
            "timestampColumn",
            "timestampFormat");

    private final Map<String, String> places;

    private DruidNames(Map<String, String> places) {
        this.places = Map.copyOf(places);
    }

    /** The names in these fields, and those of Druid's other ways of ingestion. */
    static DruidNames in(Shape spec) {
        Map<String, List<String>> found = new HashMap<>();
        collect(spec, "", found, Collections.newSetFromMap(new IdentityHashMap<>()));
        Map<String, String> places = new HashMap<>();
        OF_OTHER_INGESTION.forEach(name -> places.put(name, OTHERS));
        OF_DRUID_06.forEach(name -> places.put(name, "it is of the form of Druid 0.6"));
        found.forEach((name, at) -> places.put(
                name,
                "it belongs "
                        + at.stream()
                                .distinct()
                                .limit(2)
                                .reduce((a, b) -> a + ", or " + b)
                                .orElse("")));
        return new DruidNames(places);
    }

    private static void collect(Shape shape, String path, Map<String, List<String>> found, Set<Shape> seen) {
        if (shape instanceof Fields fields) {
            fields.byName().forEach((name, field) -> {
                if (!name.equals(OF_PIPELINES)) {
                    found.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(path.isEmpty() ? "at the top" : "in [" + path + "]");
                    collect(field, path.isEmpty() ? name : path + "." + name, found, seen);
                }
            });
        } else if (shape instanceof Choice choice) {
            if (seen.add(shape)) { // an input may have inputs
                choice.byValue().values().forEach(chosen -> collect(chosen, path, found, seen));
            }
        } else if (shape instanceof Shape.Also also) {
            collect(also.choice(), path, found, seen);
        } else if (shape instanceof Shape.PlainOr plainOr) {
            collect(plainOr.object(), path, found, seen);
        } else if (shape instanceof Shape.ListOf list) {
            collect(list.element(), path, found, seen);
        } else if (shape instanceof Shape.MapOf map) {
            collect(map.element(), path, found, seen);
        }
    }

    /** Where Druid has this name, as part of a sentence; nothing if it has none, or the place is one of Isobar's own. */
    Optional<String> placeOf(String name, String path) {
        boolean ours = path.equals(OF_PIPELINES) || path.startsWith(OF_PIPELINES + ".");
        return ours ? Optional.empty() : Optional.ofNullable(places.get(name));
    }
}
