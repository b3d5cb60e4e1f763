package io.isobar.serving.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which endpoint answers what. Every node answers {@code GET /status/health} with {@code true}. */
public final class Endpoints {
    private final Map<String, Endpoint> exact = new HashMap<>();
    private final TreeMap<String, Endpoint> prefixes = new TreeMap<>();

    public Endpoints() {
        on("GET", "/status/health", exchange -> exchange.reply(200, Json.MAPPER.valueToTree(true)));
    }

    /** Lets {@code endpoint} answer {@code method} at {@code path}; one that ends in {@code /*} stands for all below. */
    public Endpoints on(String method, String path, Endpoint endpoint) {
        if (path.endsWith("/*")) {
            prefixes.put(key(method, path.substring(0, path.length() - 1)), endpoint);
        } else {
            exact.put(key(method, path), endpoint);
        }
        return this;
    }

    Optional<Match> find(String method, String path) {
        String key = key(method, path);
        Endpoint endpoint = exact.get(key);
        if (endpoint != null) {
            return Optional.of(new Match(endpoint, ""));
        }
        Map.Entry<String, Endpoint> prefix = prefixes.floorEntry(key);
        return prefix != null && key.startsWith(prefix.getKey())
                ? Optional.of(new Match(
                        prefix.getValue(), key.substring(prefix.getKey().length())))
                : Optional.empty();
    }

    private static String key(String method, String path) {
        return method + ' ' + path;
    }

    /**
     * Who answers a request.
     *
     * @param tail what the path has beyond the prefix of the endpoint
     */
    record Match(Endpoint endpoint, String tail) {}
}
