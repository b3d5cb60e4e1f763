package io.isobar.cli.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a running process tells those that started it: {@code {"pid": 4711, "roles": {"broker": "127.0.0.1:8082"}}}. The
 * file appears, whole, once all roles can be used, and is gone when they stop.
 *
 * @param pid the process
 * @param roles {@code host:port} by role
 */
public record ServeState(long pid, Map<String, String> roles) {
    private static final JsonMapper JSON = new JsonMapper();

    public ServeState {
        roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
    }

    /** Reads the file; empty if it isn't there. */
    public static Optional<ServeState> read(Path file) throws IOException {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            Map<String, String> roles = new LinkedHashMap<>();
            json.path("roles")
                    .properties()
                    .forEach(entry -> roles.put(entry.getKey(), entry.getValue().asText()));
            return Optional.of(new ServeState(json.path("pid").asLong(), roles));
        } catch (NoSuchFileException notYet) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("pid", pid);
        ObjectNode byRole = json.putObject("roles");
        roles.forEach(byRole::put);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, json.toPrettyString() + System.lineSeparator());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
