package io.isobar.catalog.control;

import io.isobar.catalog.Commit;
import io.isobar.catalog.ReleaseRef;
import java.util.List;
import java.util.Optional;

/** What is known after asking to commit a release. */
public sealed interface CommitOutcome {
    /** The release is the head now. */
    record Committed(Commit commit) implements CommitOutcome {}

    /** The release had been committed before; nothing changed. */
    record AlreadyCommitted(Commit commit) implements CommitOutcome {}

    /** A condition isn't met yet; nothing changed. Each entry says one in words. */
    record NotReady(List<String> unmet) implements CommitOutcome {
        public NotReady {
            unmet = List.copyOf(unmet);
        }
    }

    /** The release doesn't follow the head, or isn't the one in distribution; nothing changed. */
    record HeadMoved(Optional<ReleaseRef> head) implements CommitOutcome {}

    /** Another controller leads: nothing changed, and this one must stop. */
    record StaleEpoch(long current) implements CommitOutcome {}

    /** The commit may have happened. Ask again: a commit is only ever done once. */
    record Unknown(Exception cause) implements CommitOutcome {}
}
