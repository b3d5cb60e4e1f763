package io.isobar.indexer.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Where a spec says that Druid's metadata are: {@code ioConfig.metadataUpdateSpec}. Nothing is written there; segments are
 * read by its table of segments. The password is in no printed form of this, and in no job's configuration.
 *
 * @param url JDBC
 * @param table of the segments
 */
public record DruidTables(String url, String user, Password password, String table) {
    static final String FIELD = "metadataUpdateSpec";
    private static final String DEFAULT_TABLE = "druid_segments";

    /** A secret that prints as nothing. */
    public record Password(String value) {
        @Override
        public String toString() {
            return "hidden";
        }
    }

    /** Without the options of the URL, which may hold a password. */
    @Override
    public String toString() {
        return "DruidTables[url=%s, user=%s, table=%s]".formatted(url.replaceFirst("[?;].*", ""), user, table);
    }

    static Optional<DruidTables> read(SpecObject ioConfig) {
        SpecObject spec = ioConfig.object(FIELD);
        if (!spec.has("connectURI")) {
            return Optional.empty();
        }
        return Optional.of(new DruidTables(
                spec.text("connectURI"),
                spec.text("user", ""),
                spec.optional("password").map(DruidTables::password).orElse(new Password("")),
                spec.text("segmentTable", DEFAULT_TABLE)));
    }

    /** Druid's password providers: plain text, {@code default}, and {@code environment}. */
    private static Password password(SpecObject value) {
        JsonNode json = value.json();
        if (json.isValueNode()) {
            return new Password(value.textHere());
        }
        String type = value.objectHere().text("type");
        return switch (type) {
            case "default" -> new Password(value.text("password"));
            case "environment" -> {
                String variable = value.text("variable");
                String found = System.getenv(variable);
                if (found == null) {
                    throw new SpecException(
                            value.at("variable"),
                            "names the environment variable [" + variable + "], which is not set");
                }
                yield new Password(found);
            }
            default ->
                throw new SpecException(
                        value.at("type"), "has value [" + type + "]: passwords come from [default] or [environment]");
        };
    }
}
