package io.isobar.replicator.dc;

import io.isobar.catalog.ReleaseRef;
import java.io.IOException;
import java.util.List;

/** The coordinator and the brokers of one data center. */
public interface DcNodes {
    /** How far historicals have loaded a release. */
    LoadReport load(ReleaseRef release) throws IOException, InterruptedException;

    /** The addresses of all living brokers. */
    List<String> brokers();

    /** What a broker answers from. */
    BrokerReport status(String broker, String dataSource) throws IOException, InterruptedException;

    /** A broker's answer to a native query, byte for byte. */
    byte[] ask(String broker, byte[] query) throws IOException, InterruptedException;
}
