package io.isobar.replicator.steward;

import io.isobar.catalog.Commit;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.Release;
import io.isobar.catalog.control.Vote;
import io.isobar.catalog.dc.DcDatabase;
import io.isobar.replicator.rollout.DcRows;
import io.isobar.replicator.rollout.Fact;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a steward decides from: the control database, the data center's own, and what was seen since the start. */
final class DcReader {
    private final String dc;
    private final String incarnation;
    private final ControlDatabase control;
    private final DcDatabase local;
    private final OpenViews open;
    private final Duration drainGrace;
    private final Clock clock;

    DcReader(
            String dc,
            String incarnation,
            ControlDatabase control,
            DcDatabase local,
            OpenViews open,
            Duration drainGrace,
            Clock clock) {
        this.dc = dc;
        this.incarnation = incarnation;
        this.control = control;
        this.local = local;
        this.open = open;
        this.drainGrace = drainGrace;
        this.clock = clock;
    }

    DcRows read(String dataSource, Memory memory) {
        long epoch = control.releases().epoch();
        Optional<ReleaseRef> head = control.releases().head(dataSource).map(Release::ref);
        Optional<ReleaseRef> next = control.releases().distributing(dataSource).map(Release::ref);
        Optional<ReleaseRef> localHead = local.head(dataSource).map(Commit::release);
        return new DcRows(
                epoch,
                local.fence(dataSource),
                control.dcs().membership(dataSource).inService().contains(dc),
                head.map(release -> target(release, memory)),
                next.map(release -> target(release, memory)),
                localHead,
                memory.isAnswering(localHead),
                head.map(release -> hasAcknowledged(release, memory)).orElse(true),
                localHead.map(release -> drained(release, memory)).orElse(List.of()));
    }

    private DcRows.Target target(ReleaseRef release, Memory memory) {
        Set<Fact> facts = memory.facts(release);
        boolean held = open.holds(release);
        if (held) {
            facts.add(Fact.STAGED);
        }
        Optional<Vote> vote = control.dcs().votes(release).stream()
                .filter(own -> own.dc().equals(dc) && own.release().equals(release))
                .findFirst();
        boolean ownWord =
                vote.filter(own -> own.incarnation().equals(incarnation)).isPresent();
        if (vote.isPresent() && !held && !ownWord) {
            memory.noticeLoss(release);
        }
        return new DcRows.Target(release, facts, ownWord || (vote.isPresent() && !memory.isLost(release)));
    }

    private boolean hasAcknowledged(ReleaseRef release, Memory memory) {
        return !memory.isLost(release)
                && control.dcs().activations(release.dataSource(), release.seq()).stream()
                        .anyMatch(activation -> activation.dc().equals(dc));
    }

    /** Everything before the previous head, once the head has been the head for a while. */
    private List<ReleaseRef> drained(ReleaseRef localHead, Memory memory) {
        boolean inGrace = clock.instant().isBefore(memory.activatedAt().plus(drainGrace));
        return inGrace ? List.of() : local.closed(localHead.dataSource());
    }
}
