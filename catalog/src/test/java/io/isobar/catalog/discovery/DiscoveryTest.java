package io.isobar.catalog.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {
    private static final Node BROKER = new Node(NodeRole.BROKER, "127.0.0.1", 8082, Map.of("tier", "hot"));

    @TempDir
    private Path directory;

    private ZooKeeperServer server;
    private Discovery east;

    @BeforeEach
    void connects() throws Exception {
        server = ZooKeeperServer.start(directory, 0);
        east = Discovery.connect(server.connectString() + "/dc-east");
    }

    @AfterEach
    void stops() {
        east.close();
        server.close();
    }

    @Test
    void tellsWatchersWhoComesAndWhoGoes() throws Exception {
        BlockingQueue<List<Node>> heard = new LinkedBlockingQueue<>();
        try (AutoCloseable watch = east.watch(NodeRole.BROKER, heard::add)) {
            try (Discovery other = Discovery.connect(server.connectString() + "/dc-east");
                    AutoCloseable announcement = other.announce(BROKER)) {
                awaitNews(heard, List.of(BROKER));
                assertThat(east.nodes(NodeRole.BROKER)).containsExactly(BROKER);
                assertThat(announcement).isNotNull();
            }
            awaitNews(heard, List.of());
            assertThat(watch).isNotNull();
        }
        assertThat(east.nodes(NodeRole.BROKER)).isEmpty();
    }

    @Test
    void keepsTheDataCentersApart() throws Exception {
        BlockingQueue<List<Node>> heard = new LinkedBlockingQueue<>();
        try (Discovery west = Discovery.connect(server.connectString() + "/dc-west");
                AutoCloseable watch = east.watch(NodeRole.BROKER, heard::add);
                AutoCloseable announcement = east.announce(BROKER)) {
            awaitNews(heard, List.of(BROKER));
            assertThat(west.nodes(NodeRole.BROKER)).isEmpty();
            assertThat(List.of(watch, announcement)).hasSize(2);
        }
    }

    @Test
    void takesOverTheNameOfAProcessThatDiedOnTheSamePortThoughItsSessionIsNotOverYet() throws Exception {
        Node successor = new Node(BROKER.role(), BROKER.host(), BROKER.port(), Map.of("tier", "cold"));
        String path = "/nodes/broker/" + BROKER.name();
        try (Discovery dead = Discovery.connect(server.connectString() + "/dc-east")) {
            dead.client()
                    .create()
                    .creatingParentsIfNeeded()
                    .withMode(CreateMode.EPHEMERAL)
                    .forPath(path, "{\"tier\":\"hot\"}".getBytes(StandardCharsets.UTF_8));
            try (AutoCloseable announcement = east.announce(successor)) {
                assertThat(announcement).isNotNull();
                awaitNodes(List.of(successor));
                assertThat(east.client().checkExists().forPath(path).getEphemeralOwner())
                        .isEqualTo(session(east));
            }
        }
    }

    @Test
    void announcesItselfAgainAfterALostSession() throws Exception {
        BlockingQueue<List<Node>> heard = new LinkedBlockingQueue<>();
        try (Discovery other = Discovery.connect(server.connectString() + "/dc-east");
                AutoCloseable watch = east.watch(NodeRole.BROKER, heard::add);
                AutoCloseable announcement = other.announce(BROKER)) {
            awaitNews(heard, List.of(BROKER));
            long session = session(other);

            server.expire(session);

            awaitNews(heard, List.of());
            awaitNews(heard, List.of(BROKER));
            assertThat(session(other)).isNotEqualTo(session);
            assertThat(List.of(watch, announcement)).hasSize(2);
        }
    }

    @Test
    void comesBackAfterTheServerWasAway() throws Exception {
        try (AutoCloseable announcement = east.announce(BROKER)) {
            awaitNodes(List.of(BROKER));
            int port = Integer.parseInt(server.connectString().substring("127.0.0.1:".length()));
            server.close();
            server = ZooKeeperServer.start(directory, port);

            awaitNodes(List.of(BROKER));
            assertThat(announcement).isNotNull();
        }
    }

    @Test
    void passesOverWhatIsNotANode() throws Exception {
        for (String odd : List.of("no-port", "x:y", "z:1")) {
            east.client()
                    .create()
                    .creatingParentsIfNeeded()
                    .forPath("/nodes/broker/" + odd, "{\"tier\":".getBytes(StandardCharsets.UTF_8));
        }
        try (AutoCloseable announcement = east.announce(BROKER)) {
            awaitNodes(List.of(BROKER));

            assertThat(east.nodes(NodeRole.BROKER)).containsExactly(BROKER);
            assertThat(announcement).isNotNull();
        }
    }

    @Test
    void refusesAnAddressWithoutServers() {
        assertThatThrownBy(() -> Discovery.connect("/dc-east"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid ZooKeeper address [/dc-east]: must look like host:port");
    }

    private static long session(Discovery discovery) throws Exception {
        return discovery.client().getZookeeperClient().getZooKeeper().getSessionId();
    }

    private void awaitNodes(List<Node> expected) throws Exception {
        BlockingQueue<List<Node>> heard = new LinkedBlockingQueue<>();
        try (AutoCloseable watch = east.watch(NodeRole.BROKER, heard::add)) {
            assertThat(watch).isNotNull();
            awaitNews(heard, expected);
        }
    }

    private static void awaitNews(BlockingQueue<List<Node>> heard, List<Node> expected) throws InterruptedException {
        List<Node> last = null;
        while (!expected.equals(last)) {
            last = heard.poll(30, TimeUnit.SECONDS);
            assertThat(last).as("news within 30 s of %s", expected).isNotNull();
        }
    }
}
