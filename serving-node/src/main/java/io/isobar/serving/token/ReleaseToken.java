package io.isobar.serving.token;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The newest release of each datasource that a client has seen.
 *
 * <p>Immutable. A release in a token is known to be committed: only brokers put releases in, and only such as are
 * heads, or were vouched for by another token. Merging takes the larger release of each datasource, so a token never
 * goes back.
 */
public final class ReleaseToken {
    /** The token of a client that has seen nothing yet. */
    public static final ReleaseToken NONE = new ReleaseToken(new TreeMap<>());

    private final SortedMap<String, SeenRelease> seen;

    private ReleaseToken(SortedMap<String, SeenRelease> seen) {
        this.seen = Collections.unmodifiableSortedMap(seen);
    }

    /** The token of a client that has seen {@code releases}. */
    public static ReleaseToken of(Collection<SeenRelease> releases) {
        TreeMap<String, SeenRelease> newest = new TreeMap<>();
        for (SeenRelease release : releases) {
            newest.merge(release.dataSource(), release, ReleaseToken::newer);
        }
        return newest.isEmpty() ? NONE : new ReleaseToken(newest);
    }

    /** What the client saw last of {@code dataSource}; empty if nothing. */
    public Optional<SeenRelease> seen(String dataSource) {
        return Optional.ofNullable(seen.get(dataSource));
    }

    /** Everything that the client saw, in the order of the datasources' names. */
    public Collection<SeenRelease> all() {
        return seen.values();
    }

    public boolean isEmpty() {
        return seen.isEmpty();
    }

    /** This token after the client saw {@code release} too. */
    public ReleaseToken with(SeenRelease release) {
        TreeMap<String, SeenRelease> merged = new TreeMap<>(seen);
        merged.merge(release.dataSource(), release, ReleaseToken::newer);
        return new ReleaseToken(merged);
    }

    /** The newer release of each datasource of the two. */
    public ReleaseToken merge(ReleaseToken other) {
        ReleaseToken merged = this;
        for (SeenRelease release : other.all()) {
            merged = merged.with(release);
        }
        return merged;
    }

    /** Of equal releases the one that was there first stays. */
    private static SeenRelease newer(SeenRelease one, SeenRelease other) {
        return other.seq() > one.seq() ? other : one;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReleaseToken token && seen.equals(token.seen);
    }

    @Override
    public int hashCode() {
        return seen.hashCode();
    }

    @Override
    public String toString() {
        return seen.values().toString();
    }
}
