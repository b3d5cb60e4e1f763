package io.isobar.catalog.discovery;

import java.util.List;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;

/** Who is alive in a DC: each role announces itself at {@code /nodes/<role>/<host:port>}, and is gone when its session is. */
@SuppressWarnings("DoNotCallSuggester")
public final class Discovery implements AutoCloseable {
    /** Connects to {@code host:port,…/chroot}; the chroot is made if it isn't there. */
    public static Discovery connect(String zookeeper) {
        throw new UnsupportedOperationException();
    }

    /** The session, for what a role keeps in ZooKeeper besides: latches, assignments. */
    public CuratorFramework client() {
        throw new UnsupportedOperationException();
    }

    /** Announces a node until the result is closed, again and again after lost sessions. */
    public AutoCloseable announce(Node node) {
        throw new UnsupportedOperationException();
    }

    /** The living nodes of a role, by name. */
    public List<Node> nodes(NodeRole role) {
        throw new UnsupportedOperationException();
    }

    /** Tells the listener the living nodes of a role, now and after each change, until the result is closed. */
    public AutoCloseable watch(NodeRole role, Consumer<List<Node>> listener) {
        throw new UnsupportedOperationException();
    }

    /** Ends the session; what was announced is gone. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
