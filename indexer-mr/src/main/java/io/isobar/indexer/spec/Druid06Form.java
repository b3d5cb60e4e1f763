package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The form that specs had up to Druid 0.6, brought into the form of all later ones. Its task has a {@code config} or a
 * {@code schema}, and its command read the same without a task: a {@code dataSpec} and a {@code timestampSpec}, a
 * {@code rollupSpec}, a {@code pathSpec}, and the settings side by side.
 *
 * @param root the spec in the later form
 * @param envelope the field of the old task, or empty text if there was none
 */
record Druid06Form(ObjectNode root, String envelope) {
    private static final List<String> ENVELOPES = List.of("config", "schema");
    private static final Set<String> MARKS = Set.of("dataSpec", "pathSpec", "rollupSpec");
    /** Which no spec of 0.6 has. */
    private static final Set<String> LATER_MARKS =
            Set.of("spec", "dataSchema", "metricsSpec", "dimensionsSpec", "outputs");

    private static final Set<String> OF_ONE_DIMENSION =
            Set.of("type", "targetPartitionSize", "partitionDimension", "maxPartitionSize", "assumeGrouped");

    private static final List<String> OF_DIMENSIONS = List.of("dimensions", "dimensionExclusions", "spatialDimensions");

    private static final List<String> SETTINGS = List.of(
            "workingPath",
            "version",
            "leaveIntermediate",
            "cleanupOnFailure",
            "shardSpecs",
            "overwriteFiles",
            "ignoreInvalidRows",
            "jobProperties",
            "combineText");

    /** Where a field stood, by where it stands now: longer places come before those that they are in. */
    private static final Map<String, String> OLD_PLACES = oldPlaces();

    private static Map<String, String> oldPlaces() {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("dataSchema.parser.parseSpec.timestampSpec", "timestampSpec");
        places.put("dataSchema.parser.parseSpec.dimensionsSpec", "dataSpec");
        places.put("dataSchema.parser.parseSpec", "dataSpec");
        places.put("dataSchema.metricsSpec", "rollupSpec.aggs");
        places.put("dataSchema.granularitySpec.queryGranularity", "rollupSpec.rollupGranularity");
        places.put("dataSchema.granularitySpec.segmentGranularity", "granularitySpec.gran");
        places.put("dataSchema.granularitySpec", "granularitySpec");
        places.put("dataSchema.dataSource", "dataSource");
        places.put("dataSchema", "rollupSpec"); // dimensions and metrics that don't go together
        places.put("ioConfig.inputSpec", "pathSpec");
        places.put("ioConfig.segmentOutputPath", "segmentOutputPath");
        places.put("ioConfig.metadataUpdateSpec", "updaterJobSpec");
        places.put("tuningConfig.partitionsSpec", "partitionsSpec");
        places.put("tuningConfig.rowFlushBoundary", "rollupSpec.rowFlushBoundary");
        SETTINGS.forEach(name -> places.put("tuningConfig." + name, name));
        return places;
    }

    /** The later form of this spec; nothing if it has that already. */
    static Optional<Druid06Form> of(JsonNode root) {
        if (LATER_MARKS.stream().anyMatch(root::has)) {
            return Optional.empty();
        }
        for (String envelope : ENVELOPES) {
            if (root.path(envelope).isObject()) {
                ObjectNode task = root.deepCopy();
                ObjectNode old = (ObjectNode) task.remove(envelope);
                task.set("spec", old.has("dataSchema") ? old : spec(old));
                return Optional.of(new Druid06Form(task, envelope));
            }
        }
        boolean old = MARKS.stream().anyMatch(root::has);
        return old ? Optional.of(new Druid06Form(spec(root.deepCopy()), "")) : Optional.empty();
    }

    /** What its owner is told of it. */
    Notice notice() {
        return new Notice(
                envelope.isEmpty() ? "dataSpec" : envelope,
                "is in the form of Druid 0.6, and means what it meant there");
    }

    /** Where a field stands in the file as it was written. */
    String oldPath(String path) {
        String inSpec = envelope.isEmpty() ? path : path.replaceFirst("^spec(\\.|$)", "");
        if (!envelope.isEmpty() && inSpec.equals(path)) {
            return path; // of the task itself
        }
        String old = OLD_PLACES.entrySet().stream()
                .filter(place -> inSpec.startsWith(place.getKey()))
                .findFirst()
                .map(place -> place.getValue() + inSpec.substring(place.getKey().length()))
                .orElse(inSpec);
        return envelope.isEmpty() ? old : old.isEmpty() ? envelope : envelope + "." + old;
    }

    /** Takes the known fields out of the old object; those that are left make complaints where they are. */
    private static ObjectNode spec(ObjectNode old) {
        ObjectNode rollup = takeObject(old, "rollupSpec");
        ObjectNode schema = old.objectNode();
        move(old, "dataSource", schema, "dataSource");
        schema.set("parser", old.objectNode().put("type", "string").set("parseSpec", parseSpec(old)));
        move(rollup, "aggs", schema, "metricsSpec");
        schema.set("granularitySpec", granularity(old, rollup));

        ObjectNode io = old.objectNode().put("type", "hadoop");
        move(old, "pathSpec", io, "inputSpec");
        move(old, "segmentOutputPath", io, "segmentOutputPath");
        move(old, "updaterJobSpec", io, "metadataUpdateSpec");

        ObjectNode tuning = old.objectNode().put("type", "hadoop");
        SETTINGS.forEach(name -> move(old, name, tuning, name));
        move(rollup, "rowFlushBoundary", tuning, "rowFlushBoundary");
        tuning.set("partitionsSpec", partitions(old));

        old.setAll(rollup); // what is left of it
        old.set("dataSchema", schema);
        old.set("ioConfig", io);
        old.set("tuningConfig", tuning);
        return old;
    }

    private static ObjectNode parseSpec(ObjectNode old) {
        ObjectNode parse = takeObject(old, "dataSpec");
        ObjectNode dimensions = old.objectNode();
        OF_DIMENSIONS.forEach(name -> move(parse, name, dimensions, name));
        parse.set("dimensionsSpec", dimensions);
        ObjectNode timestamp = takeObject(old, "timestampSpec");
        for (ObjectNode holder : List.of(timestamp, old)) {
            move(holder, "timestampColumn", timestamp, "column");
            move(holder, "timestampFormat", timestamp, "format");
        }
        parse.set("timestampSpec", timestamp);
        return parse;
    }

    private static ObjectNode granularity(ObjectNode old, ObjectNode rollup) {
        ObjectNode granularity = takeObject(old, "granularitySpec");
        if (!granularity.hasNonNull("segmentGranularity")) {
            move(granularity, "gran", granularity, "segmentGranularity");
        }
        move(old, "segmentGranularity", granularity, "segmentGranularity");
        move(old, "intervals", granularity, "intervals");
        move(rollup, "rollupGranularity", granularity, "queryGranularity");
        return granularity;
    }

    /** Without a type it was one dimension's, and without a size each time chunk was one segment. */
    private static ObjectNode partitions(ObjectNode old) {
        ObjectNode partitions = takeObject(old, "partitionsSpec");
        move(old, "partitionDimension", partitions, "partitionDimension");
        move(old, "targetPartitionSize", partitions, "targetPartitionSize");
        boolean ofOneDimension =
                Set.of("dimension", "").contains(partitions.path("type").asText(""));
        if (!ofOneDimension) {
            return partitions;
        }
        if (partitions.path("targetPartitionSize").asLong(-1) > 0) {
            return partitions.put("type", "dimension");
        }
        if (partitions.has("numShards")) {
            throw new SpecException("partitionsSpec.numShards", "needs [partitionsSpec.type] \"hashed\"");
        }
        OF_ONE_DIMENSION.forEach(partitions::remove);
        return partitions.put("type", "hashed").put("numShards", 1);
    }

    private static ObjectNode takeObject(ObjectNode from, String field) {
        JsonNode value = from.path(field);
        if (!value.isObject() && !value.isNull() && !value.isMissingNode()) {
            throw new SpecException(field, "must be an object, it is [%s]".formatted(value));
        }
        return from.remove(field) instanceof ObjectNode object ? object : from.objectNode();
    }

    private static void move(ObjectNode from, String field, ObjectNode to, String name) {
        JsonNode value = from.remove(field);
        if (value != null && !value.isNull()) {
            to.set(name, value);
        }
    }
}
