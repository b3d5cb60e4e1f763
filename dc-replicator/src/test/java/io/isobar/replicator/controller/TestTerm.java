package io.isobar.replicator.controller;

import io.isobar.catalog.control.ControlDatabase;
import io.isobar.replicator.rollout.Barrier;
import io.isobar.replicator.rollout.ReleasePlanner;
import java.util.List;

/** A controller's term for the tests of other packages. */
public final class TestTerm {
    private final Term term;

    private TestTerm(Term term) {
        this.term = term;
    }

    /** Takes over. */
    public static TestTerm begin(ControlDatabase database) {
        return new TestTerm(Term.begin(database, "test", List.of(), new ReleasePlanner(Barrier.ENFORCED), point -> {}));
    }

    /** Whether anything got on. */
    public boolean advance() {
        return term.advance();
    }
}
