package io.isobar.replicator.steward;

import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.View;
import io.isobar.replicator.rollout.Fact;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a steward has seen of one datasource since it started. It begins empty: after a crash everything is looked at
 * again, and only bytes that are there already are not copied again.
 */
final class Memory {
    private final Map<ReleaseRef, Set<Fact>> facts = new HashMap<>();
    private final Map<ReleaseRef, String> answers = new HashMap<>();
    private final Map<ReleaseRef, View> views = new HashMap<>();
    private final Set<String> soundPaths = new HashSet<>();
    private final Set<ReleaseRef> lost = new HashSet<>();
    private Optional<ReleaseRef> answering = Optional.empty();
    private Instant activatedAt;
    private Instant answeringSince;

    /** Starts knowing nothing; a head that was activated before counts as activated now. */
    Memory(Instant now) {
        activatedAt = now;
        answeringSince = now;
    }

    synchronized Set<Fact> facts(ReleaseRef release) {
        var known = EnumSet.noneOf(Fact.class);
        known.addAll(facts.getOrDefault(release, Set.of()));
        return known;
    }

    synchronized void saw(Fact fact, ReleaseRef release) {
        facts.computeIfAbsent(release, ref -> EnumSet.noneOf(Fact.class)).add(fact);
    }

    /** Bytes turned out to be missing or wrong: what was concluded from them is open again. */
    synchronized void doubt(Collection<String> paths) {
        soundPaths.removeAll(paths);
        facts.values().forEach(known -> known.removeAll(List.of(Fact.COPIED, Fact.VERIFIED)));
    }

    synchronized boolean isSound(String path) {
        return soundPaths.contains(path);
    }

    synchronized void sound(String path) {
        soundPaths.add(path);
    }

    synchronized void answered(ReleaseRef release, String digest) {
        answers.put(release, digest);
        saw(Fact.WARMED, release);
    }

    synchronized String answersDigest(ReleaseRef release) {
        String digest = answers.get(release);
        if (digest == null) {
            throw new IllegalStateException("No answers of release [%s] are known".formatted(release));
        }
        return digest;
    }

    /** An earlier steward promised the release, and nothing of it is here: the promise doesn't hold any more. */
    synchronized void noticeLoss(ReleaseRef release) {
        lost.add(release);
    }

    synchronized boolean isLost(ReleaseRef release) {
        return lost.contains(release);
    }

    synchronized void restored(ReleaseRef release) {
        lost.remove(release);
    }

    synchronized View view(ReleaseRef release, Function<ReleaseRef, View> load) {
        return views.computeIfAbsent(release, load);
    }

    synchronized void activated(Instant now) {
        activatedAt = now;
    }

    synchronized Instant activatedAt() {
        return activatedAt;
    }

    synchronized void sawAnswering(ReleaseRef release, Instant at) {
        answering = Optional.of(release);
        answeringSince = at;
        // What came before it is prepared no more.
        views.keySet().removeIf(ref -> ref.seq() < release.seq());
        facts.keySet().removeIf(ref -> ref.seq() < release.seq());
        answers.keySet().removeIf(ref -> ref.seq() < release.seq());
        soundPaths.retainAll(views.values().stream()
                .flatMap(view -> view.segments().values().stream())
                .map(ReleaseSegment::path)
                .collect(Collectors.toSet()));
    }

    synchronized Instant answeringSince() {
        return answeringSince;
    }

    synchronized boolean isAnswering(Optional<ReleaseRef> release) {
        return release.isPresent() && release.equals(answering);
    }
}
