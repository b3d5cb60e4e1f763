package io.isobar.cli.cluster;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which port each listener has that others must know before it starts; all others take any. */
public record Ports(int controlDb, int zookeeper, int console, Map<String, DcPorts> dcs) {
    /** Of one data center. */
    public record DcPorts(int database, int steward, int coordinator, int broker, int router) {}

    private static final int PER_CONTROL = 3;
    private static final int PER_DC = 5;

    public Ports {
        dcs = Map.copyOf(dcs);
    }

    public static Ports find(List<String> dcs) throws IOException {
        return of(FreePorts.find(PER_CONTROL + PER_DC * dcs.size()), dcs);
    }

    static Ports of(List<Integer> free, List<String> dcs) {
        Map<String, DcPorts> byDc = new HashMap<>();
        for (int i = 0; i < dcs.size(); i++) {
            List<Integer> own = free.subList(PER_CONTROL + i * PER_DC, PER_CONTROL + (i + 1) * PER_DC);
            byDc.put(dcs.get(i), new DcPorts(own.get(0), own.get(1), own.get(2), own.get(3), own.get(4)));
        }
        return new Ports(free.get(0), free.get(1), free.get(2), byDc);
    }

    public DcPorts of(String dc) {
        DcPorts ports = dcs.get(dc);
        if (ports == null) {
            throw new IllegalArgumentException("No ports for data center [" + dc + "]");
        }
        return ports;
    }
}
