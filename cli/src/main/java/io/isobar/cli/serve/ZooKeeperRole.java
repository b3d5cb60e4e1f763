package io.isobar.cli.serve;

import io.isobar.catalog.config.Settings;
import io.isobar.catalog.discovery.ZooKeeperServer;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A ZooKeeper of one.
 *
 * @param directory {@code zookeeper.directory}: where its files are; no default
 * @param port {@code zookeeper.port}: 0 takes any that is free
 */
record ZooKeeperRole(Path directory, int port) {
    private static final int DEFAULT_PORT = 2181;

    static ZooKeeperRole from(Settings settings) {
        return new ZooKeeperRole(settings.path("zookeeper.directory"), settings.port("zookeeper.port", DEFAULT_PORT));
    }

    RunningRole start() throws IOException {
        ZooKeeperServer server = ZooKeeperServer.start(directory, port);
        String address = server.connectString();
        int colon = address.lastIndexOf(':');
        return new RunningRole(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)), server);
    }
}
