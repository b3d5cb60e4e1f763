package io.isobar.replicator.dc;

import java.util.List;

/**
 * A coordinator's account of one release on its historicals.
 *
 * @param segments of the release's view
 * @param loaded those with all their replicas
 * @param missing ids of some that lack replicas
 * @param quarantined ids of those whose bytes a historical refused
 */
public record LoadReport(long segments, long loaded, List<String> missing, List<String> quarantined) {
    /** Copies what could change later. */
    public LoadReport {
        missing = List.copyOf(missing);
        quarantined = List.copyOf(quarantined);
    }

    /** Whether nothing is missing. */
    public boolean complete() {
        return loaded >= segments;
    }
}
