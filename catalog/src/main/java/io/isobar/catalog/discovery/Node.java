package io.isobar.catalog.discovery;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One living process in one role.
 *
 * @param attributes what others need to know of it, such as {@code tier}
 */
public record Node(NodeRole role, String host, int port, Map<String, String> attributes) {
    public Node {
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    }

    /** {@code host:port}, unique among the nodes of a role. */
    public String name() {
        return host + ":" + port;
    }
}
