package io.isobar.replicator.dc;

import io.isobar.catalog.ReleaseRef;
import java.util.Optional;

/**
 * What one broker answers a datasource's queries from.
 *
 * @param broker its address
 * @param seq of the release; empty if it has none
 * @param root8 first 8 hex digits of the release's root
 * @param available whether historicals have all of it now
 */
public record BrokerReport(String broker, Optional<Long> seq, String root8, boolean available) {
    /** Whether it answers from {@code release}. */
    public boolean answersFrom(ReleaseRef release) {
        return available && seq.filter(own -> own == release.seq()).isPresent() && root8.equals(release.root8());
    }
}
