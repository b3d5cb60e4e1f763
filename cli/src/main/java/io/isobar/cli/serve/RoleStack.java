package io.isobar.cli.serve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Roles that run, stopped in reverse. A role that can't be stopped doesn't keep the others from it. */
final class RoleStack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RoleStack.class);

    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Deque<Map.Entry<String, RunningRole>> running = new ArrayDeque<>();

    /** Starts a role on top of the others. */
    synchronized void start(String name, PreparedRole role) throws Exception {
        LOG.info("Role [{}] starts", name);
        RunningRole started = role.start();
        running.push(Map.entry(name, started));
        addresses.put(name, started.host() + ":" + started.port());
        LOG.info("Role [{}] is ready at [{}:{}]", name, started.host(), started.port());
    }

    /** {@code host:port} by role, in the order of starting. */
    synchronized Map<String, String> addresses() {
        return new LinkedHashMap<>(addresses);
    }

    @Override
    public synchronized void close() {
        while (!running.isEmpty()) {
            Map.Entry<String, RunningRole> role = running.pop();
            LOG.info("Role [{}] stops", role.getKey());
            try {
                role.getValue().stop().close();
            } catch (Exception e) {
                LOG.warn("Role [{}] didn't stop cleanly", role.getKey(), e);
            }
        }
    }
}
