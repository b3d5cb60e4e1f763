package io.isobar.segment.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.Set;

/** The object forms of a granularity. */
final class GranularityJson {
    private static final String FORMS =
            "{\"type\":\"period\",\"period\":…,\"timeZone\":…,\"origin\":…} or {\"type\":\"duration\",\"duration\":…,\"origin\":…}";

    private GranularityJson() {}

    static Granularity read(JsonNode json) {
        JsonNode type = json.path("type");
        if (!json.isObject() || !type.isTextual()) {
            throw new IllegalArgumentException(
                    "Granularity [%s] is neither a name nor an object with a type: write %s".formatted(json, FORMS));
        }
        return switch (type.textValue()) {
            case "all" -> {
                checkFields(json, Set.of("type"));
                yield Granularity.ALL;
            }
            case "none" -> {
                checkFields(json, Set.of("type"));
                yield Granularity.NONE;
            }
            case "period" -> {
                checkFields(json, Set.of("type", "period", "timeZone", "origin"));
                yield Granularity.period(
                        IsoPeriod.parse(text(json, "period")),
                        zone(json.path("timeZone")),
                        origin(json.path("origin")));
            }
            case "duration" -> {
                checkFields(json, Set.of("type", "duration", "origin"));
                yield Granularity.duration(
                        positive(json, "duration"), origin(json.path("origin")).orElse(0));
            }
            default ->
                throw new IllegalArgumentException(
                        "Granularity type [%s] isn't known: it is one of [all, none, period, duration]"
                                .formatted(type.textValue()));
        };
    }

    static JsonNode period(IsoPeriod period, ZoneId zone, OptionalLong origin) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("type", "period");
        json.put("period", period.toString());
        json.put("timeZone", zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
        if (origin.isPresent()) {
            json.put("origin", IsoTime.format(origin.getAsLong(), ZoneOffset.UTC));
        } else {
            json.putNull("origin");
        }
        return json;
    }

    static JsonNode duration(long millis, long origin) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("type", "duration");
        json.put("duration", millis);
        json.put("origin", IsoTime.format(origin, ZoneOffset.UTC));
        return json;
    }

    private static void checkFields(JsonNode json, Set<String> known) {
        for (var field : json.properties()) {
            if (!known.contains(field.getKey())) {
                throw new IllegalArgumentException(
                        "Granularity [%s] has an unknown field [%s]: write %s".formatted(json, field.getKey(), FORMS));
            }
        }
    }

    private static String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(
                    "Granularity [%s] lacks the text field [%s]: write %s".formatted(json, field, FORMS));
        }
        return value.textValue();
    }

    private static long positive(JsonNode json, String field) {
        // Druid's own documentation writes the number as a string, too.
        long value = json.path(field).asLong(0);
        if (value <= 0) {
            throw new IllegalArgumentException(
                    "Granularity [%s] needs a positive number of milliseconds as [%s]".formatted(json, field));
        }
        return value;
    }

    private static ZoneId zone(JsonNode json) {
        return json.isMissingNode() || json.isNull() ? ZoneOffset.UTC : IsoTime.parseZone(json.asText());
    }

    private static OptionalLong origin(JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(json.isNumber() ? json.longValue() : IsoTime.parse(json.asText(), ZoneOffset.UTC));
    }
}
