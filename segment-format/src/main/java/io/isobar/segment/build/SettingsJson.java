package io.isobar.segment.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.segment.sketch.FoldSettings;
import io.isobar.segment.sketch.HllSettings;
import io.isobar.segment.sketch.HyperUniqueSettings;
import io.isobar.segment.sketch.PairSettings;
import io.isobar.segment.sketch.QuantilesSettings;
import io.isobar.segment.sketch.ThetaSettings;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a metric of a complex column beside its type, name and input; Druid's names, defaults and order. */
final class SettingsJson {
    private SettingsJson() {}

    /** The fields that a metric may have whose settings are like these. */
    static Set<String> fields(FoldSettings like) {
        if (like instanceof HyperUniqueSettings) {
            return Set.of("isInputHyperUnique", "round");
        }
        if (like instanceof PairSettings pair) {
            return pair.value() == PairSettings.Value.STRING
                    ? Set.of("timeColumn", "maxStringBytes")
                    : Set.of("timeColumn");
        }
        if (like instanceof ThetaSettings) {
            return Set.of("size", "isInputThetaSketch", "shouldFinalize", "errorBoundsStdDev");
        }
        return like instanceof HllSettings
                ? Set.of("lgK", "tgtHllType", "stringEncoding", "shouldFinalize", "round")
                : Set.of("k", "maxStreamLength", "shouldFinalize");
    }

    /** Reads the fields; those that are absent are as in {@code defaults}. */
    static FoldSettings read(FoldSettings defaults, JsonFields json) {
        if (defaults instanceof HyperUniqueSettings) {
            return new HyperUniqueSettings(json.flag("isInputHyperUnique", false), json.flag("round", false));
        }
        if (defaults instanceof PairSettings pair) {
            String timeColumn = json.optional("timeColumn");
            return new PairSettings(
                    pair.value(),
                    pair.last(),
                    timeColumn == null ? pair.timeColumn() : timeColumn,
                    json.number("maxStringBytes", pair.maxStringBytes()));
        }
        if (defaults instanceof ThetaSettings theta) {
            return new ThetaSettings(
                    json.number("size", theta.size()),
                    json.flag("isInputThetaSketch", false),
                    json.flag("shouldFinalize", true),
                    json.present("errorBoundsStdDev") == null ? null : (Integer) json.number("errorBoundsStdDev", 0));
        }
        if (defaults instanceof HllSettings hll) {
            return new HllSettings(
                    hll.inputIsSketch(),
                    json.number("lgK", hll.lgK()),
                    json.choice("tgtHllType", hll.tgtHllType()),
                    json.choice("stringEncoding", hll.stringEncoding()),
                    json.flag("shouldFinalize", true),
                    json.flag("round", false));
        }
        QuantilesSettings quantiles = (QuantilesSettings) defaults;
        return new QuantilesSettings(
                quantiles.merge(),
                json.number("k", quantiles.k()),
                whole(json, "maxStreamLength", quantiles.maxStreamLength()),
                json.flag("shouldFinalize", true));
    }

    private static long whole(JsonFields json, String field, long absent) {
        JsonNode value = json.present(field);
        if (value == null) {
            return absent;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw json.refused(field, value, "a whole number");
        }
        return value.longValue();
    }

    /** Adds the input and the settings to an object that has type and name. */
    static void write(ObjectNode json, @Nullable String fieldName, FoldSettings settings) {
        boolean inputLast = settings instanceof QuantilesSettings quantiles && quantiles.merge();
        if (!inputLast) {
            json.put("fieldName", fieldName);
        }
        if (settings instanceof HyperUniqueSettings hyper) {
            json.put("isInputHyperUnique", hyper.inputIsSketch()).put("round", hyper.round());
        } else if (settings instanceof PairSettings pair) {
            json.put("timeColumn", pair.timeColumn());
            if (pair.value() == PairSettings.Value.STRING) {
                json.put("maxStringBytes", pair.maxStringBytes());
            }
        } else if (settings instanceof ThetaSettings theta) {
            write(json, theta);
        } else if (settings instanceof HllSettings hll) {
            write(json, hll);
        } else if (settings instanceof QuantilesSettings quantiles) {
            json.put("k", quantiles.k()).put("maxStreamLength", quantiles.maxStreamLength());
            putUnlessTrue(json, "shouldFinalize", quantiles.shouldFinalize());
        }
        if (inputLast) {
            json.put("fieldName", fieldName);
        }
    }

    private static void write(ObjectNode json, ThetaSettings theta) {
        json.put("size", theta.size());
        putUnlessTrue(json, "shouldFinalize", theta.shouldFinalize());
        if (theta.inputIsSketch()) {
            json.put("isInputThetaSketch", true);
        }
        if (theta.errorBoundsStdDev() != null) {
            json.put("errorBoundsStdDev", theta.errorBoundsStdDev());
        }
    }

    private static void write(ObjectNode json, HllSettings hll) {
        json.put("lgK", hll.lgK()).put("tgtHllType", hll.tgtHllType().name());
        if (hll.stringEncoding() != HllSettings.StringEncoding.UTF16LE) {
            json.put("stringEncoding", hll.stringEncoding().name().toLowerCase(Locale.ROOT));
        }
        putUnlessTrue(json, "shouldFinalize", hll.shouldFinalize());
        if (hll.round()) {
            json.put("round", true);
        }
    }

    private static void putUnlessTrue(ObjectNode json, String field, boolean value) {
        if (!value) {
            json.put(field, false);
        }
    }
}
