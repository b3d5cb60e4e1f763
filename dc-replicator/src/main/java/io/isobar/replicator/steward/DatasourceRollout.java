package io.isobar.replicator.steward;

import io.isobar.catalog.Commit;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.View;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.DcState;
import io.isobar.catalog.control.Intent;
import io.isobar.catalog.control.Release;
import io.isobar.catalog.control.Vote;
import io.isobar.catalog.control.VoteOutcome;
import io.isobar.catalog.dc.DcDatabase;
import io.isobar.replicator.dc.DcNodes;
import io.isobar.replicator.dc.Warming;
import io.isobar.replicator.dc.Warmth;
import io.isobar.replicator.rollout.DcRows;
import io.isobar.replicator.rollout.Fact;
import io.isobar.replicator.rollout.StewardPlanner;
import io.isobar.replicator.rollout.StewardStep;
import io.isobar.replicator.work.Complaints;
import io.isobar.replicator.work.StepJournal;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the releases of one datasource into one data center: reads, plans, does one step, and again. */
final class DatasourceRollout {
    private static final Logger LOG = LoggerFactory.getLogger(DatasourceRollout.class);

    /** What all datasources of a steward share. */
    record Tools(
            String dc,
            String incarnation,
            URI deepStorage,
            ControlDatabase control,
            DcDatabase local,
            DcReader reader,
            Copy copy,
            Verify verify,
            DcNodes nodes,
            Warming warming,
            BrokerCheck brokers,
            ProgressReports progress,
            StepJournal journal,
            boolean commitsWithheld,
            Duration stuckAfter,
            Clock clock) {
        StepJournal.Probe probe() {
            return new StewardProbe(dc, control, local);
        }
    }

    private final String dataSource;
    private final Tools tools;
    private final Memory memory;
    private final Loading loading;
    private final StewardPlanner planner = new StewardPlanner();
    private final Complaints complaints = new Complaints(LOG);

    DatasourceRollout(String dataSource, Tools tools, Memory memory) {
        this.dataSource = dataSource;
        this.tools = tools;
        this.memory = memory;
        loading = new Loading(tools.nodes(), tools.progress(), tools.stuckAfter(), tools.clock());
    }

    /** Whether something was done, so that the next step may follow at once. */
    boolean advance() throws IOException, InterruptedException, NotYetException {
        tools.journal().settle(dataSource, tools.probe());
        DcRows rows = tools.reader().read(dataSource, memory);
        StewardStep step = planner.next(rows);
        try {
            boolean moved = act(step, rows.epoch());
            if (moved) {
                complaints.settled(dataSource);
            }
            return moved;
        } catch (IOException | RuntimeException e) {
            step.about().ifPresent(release -> remark(release, e));
            throw e;
        }
    }

    /** Tells why a step failed, where operators look. If that can't be told either, the first reason is the better one. */
    private void remark(ReleaseRef release, Exception problem) {
        try {
            tools.progress().remark(release, String.valueOf(problem.getMessage()));
        } catch (RuntimeException e) {
            problem.addSuppressed(e);
        }
    }

    private boolean act(StewardStep step, long epoch) throws IOException, InterruptedException, NotYetException {
        if (step instanceof StewardStep.RaiseFence raise) {
            tools.local().raiseFence(dataSource, raise.epoch());
            return true;
        }
        if (step instanceof StewardStep.Prepare prepare) {
            return prepare(prepare.fact(), prepare.release(), epoch);
        }
        if (step instanceof StewardStep.CastVote vote) {
            return vote(vote.release(), epoch);
        }
        if (step instanceof StewardStep.Activate activate) {
            return activate(activate.release(), epoch);
        }
        if (step instanceof StewardStep.Confirm confirm) {
            return confirm(confirm.release(), epoch);
        }
        if (step instanceof StewardStep.Acknowledge acknowledge) {
            return acknowledge(acknowledge.release(), epoch);
        }
        if (step instanceof StewardStep.Retire retire) {
            return retire(retire.release(), epoch);
        }
        if (step instanceof StewardStep.Hold hold) {
            complaints.about(dataSource, "Datasource [%s] is held: %s".formatted(dataSource, hold.why()));
            hold.release().ifPresent(release -> tools.progress().remark(release, hold.why()));
        }
        return false;
    }

    private boolean prepare(Fact fact, ReleaseRef release, long epoch)
            throws IOException, InterruptedException, NotYetException {
        View view = memory.view(release, this::load);
        if (memory.isLost(release)) {
            tools.progress().startOver(release);
        }
        Intent intent = intent(StewardProbe.step(fact), release, epoch);
        tools.journal().begin(intent);
        switch (fact) {
            case COPIED -> {
                String observed = tools.copy().bring(release, view, epoch);
                memory.saw(Fact.COPIED, release);
                tools.journal().end(intent, observed);
                return true;
            }
            case VERIFIED -> {
                if (tools.verify().confirm(release, view, memory, epoch)) {
                    memory.saw(Fact.VERIFIED, release);
                    tools.journal().end(intent, "%d segments".formatted(size(view)));
                }
                return true;
            }
            case STAGED -> {
                tools.local().stage(view, tools.control().releases().manifest(release), tools.deepStorage(), epoch);
                tools.progress()
                        .tell(release, DcState.STAGED, size(view), size(view), "the view is in the DC database");
                tools.journal().end(intent, "%d segments".formatted(size(view)));
                return true;
            }
            case LOADED -> {
                if (!loading.look(release, size(view))) {
                    return false;
                }
                memory.saw(Fact.LOADED, release);
                tools.journal().end(intent, "every segment has its replicas");
                return true;
            }
            case WARMED -> {
                String digest = warm(release, view);
                memory.answered(release, digest);
                tools.journal().end(intent, digest);
                return true;
            }
        }
        throw new IllegalStateException("Unknown fact [%s]".formatted(fact));
    }

    private String warm(ReleaseRef release, View view) throws InterruptedException, NotYetException {
        long size = size(view);
        tools.progress().tell(release, DcState.WARMING, size, size, "asking the golden questions");
        String why;
        try {
            Warmth warmth = tools.warming().ask(view);
            if (warmth instanceof Warmth.Warm warm) {
                return warm.answersDigest();
            }
            why = ((Warmth.Cold) warmth).why();
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        }
        tools.progress().explain(release, DcState.WARMING, size, size, why);
        throw new NotYetException("Release [%s] is not warm: %s".formatted(release, why));
    }

    private boolean vote(ReleaseRef release, long epoch) {
        Intent intent = intent(StewardProbe.VOTE, release, epoch);
        tools.journal().begin(intent);
        VoteOutcome outcome = tools.control()
                .dcs()
                .vote(new Vote(release, tools.dc(), memory.answersDigest(release), epoch, tools.incarnation()));
        if (!(outcome instanceof VoteOutcome.Recorded)) {
            tools.journal().giveUp(intent, outcome.toString());
            complaints.about(dataSource, "The vote for release [%s] did not count: %s".formatted(release, outcome));
            return false;
        }
        long size = size(memory.view(release, this::load));
        tools.progress().tell(release, DcState.READY, size, size, "can answer from it at once");
        tools.journal().end(intent, "recorded");
        return true;
    }

    private boolean activate(ReleaseRef release, long epoch) {
        if (tools.commitsWithheld()) {
            complaints.note(dataSource, "The commit of release [%s] is withheld from this DC".formatted(release));
            return false;
        }
        Commit commit = tools.control()
                .releases()
                .show(dataSource, release.seq())
                .flatMap(Release::commit)
                .orElseThrow(() -> new IllegalStateException(
                        "Release [%s] is the head and has no commit in the chain".formatted(release)));
        tools.journal().step(intent(StewardProbe.ACTIVATE, release, epoch), () -> {
            tools.local().activate(commit, epoch);
            return commit.chain();
        });
        memory.activated(tools.clock().instant());
        LOG.info("Release [{}] is the head of DC [{}]", release, tools.dc());
        return true;
    }

    private boolean confirm(ReleaseRef release, long epoch) throws InterruptedException {
        Intent intent = intent(StewardProbe.CONFIRM, release, epoch);
        tools.journal().begin(intent);
        if (!tools.brokers().answerFrom(release, size(memory.view(release, this::load)))) {
            return false;
        }
        memory.sawAnswering(release, tools.clock().instant());
        tools.journal().end(intent, "every broker answers from it");
        return true;
    }

    private boolean acknowledge(ReleaseRef release, long epoch) {
        tools.journal().step(intent(StewardProbe.ACKNOWLEDGE, release, epoch), () -> {
            tools.control().dcs().activated(release, tools.dc(), memory.answeringSince());
            return memory.answeringSince();
        });
        memory.restored(release);
        long size = size(memory.view(release, this::load));
        tools.progress().tell(release, DcState.ACTIVE, size, size, "every broker answers from it");
        previous(release)
                .ifPresent(before -> tools.progress()
                        .tell(before, DcState.DRAINING, 0, 0, "superseded by [%d]".formatted(release.seq())));
        return true;
    }

    private Optional<ReleaseRef> previous(ReleaseRef release) {
        return release.seq() == 1
                ? Optional.empty()
                : tools.control().releases().show(dataSource, release.seq() - 1).map(Release::ref);
    }

    private boolean retire(ReleaseRef release, long epoch) {
        tools.journal().step(intent(StewardProbe.RETIRE, release, epoch), () -> {
            tools.local().retire(dataSource, release.seq(), epoch);
            return "closed";
        });
        tools.progress().tell(release, DcState.DRAINING, 0, 0, "no answer needs it any more");
        tools.progress().tell(release, DcState.RETIRED, 0, 0, "closed");
        tools.progress().forget(release);
        return true;
    }

    private View load(ReleaseRef release) {
        View view = tools.control().releases().view(dataSource, release.seq());
        if (!view.release().equals(Optional.of(release))) {
            throw new IllegalStateException(
                    "The control database gives a view with root [%s] for release [%s]: it changed meanwhile"
                            .formatted(view.root(), release));
        }
        return view;
    }

    private Intent intent(String step, ReleaseRef release, long epoch) {
        return tools.journal()
                .intent(
                        dataSource,
                        release.seq(),
                        tools.dc(),
                        step,
                        epoch,
                        "{\"root\":\"%s\"}".formatted(release.root()));
    }

    private static long size(View view) {
        return view.segments().size();
    }
}
