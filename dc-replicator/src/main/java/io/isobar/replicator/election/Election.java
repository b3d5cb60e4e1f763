package io.isobar.replicator.election;

/** Who should lead. A hint and no more: two may believe it at once, and the fences decide between them. */
public interface Election extends AutoCloseable {
    /** Whether this process is the one to lead, as far as it knows. */
    boolean won();

    /** Steps back and stands again, behind whoever waits already. */
    void standAgain();

    @Override
    void close();
}
