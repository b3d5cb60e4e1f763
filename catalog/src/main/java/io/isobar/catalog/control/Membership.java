package io.isobar.catalog.control;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which DCs count for a datasource.
 *
 * @param version grows with every change; a commit names the one that it was decided on
 * @param members by DC
 */
public record Membership(String dataSource, long version, Map<String, State> members) {
    /** What a DC is to a datasource. */
    public enum State {
        /** Nothing commits without its vote. */
        IN_SERVICE,
        /** Not counted; becomes {@link #IN_SERVICE} when it is ready at the head. */
        CATCHING_UP
    }

    public Membership {
        members = Collections.unmodifiableMap(new TreeMap<>(members));
    }

    /** The DCs whose votes a commit needs, by name. */
    public List<String> inService() {
        return members.entrySet().stream()
                .filter(member -> member.getValue() == State.IN_SERVICE)
                .map(Map.Entry::getKey)
                .toList();
    }
}
