package io.isobar.cli.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The processes of the quickstart and how they find each other: {@code control}, and for each data center a process with
 * its database, steward, coordinator, broker and router, and one for each historical.
 *
 * @param geoDatabase countries by IP address
 */
public record ClusterPlan(RunDirectory run, Ports ports, Path geoDatabase) {
    public static final String EAST = "east";
    public static final String WEST = "west";
    /** Data centers with how many historicals each has. */
    public static final Map<String, Integer> HISTORICALS = historicals();
    /** The first one is the home. */
    public static final List<String> DCS = List.copyOf(HISTORICALS.keySet());

    private static final String HOST = "127.0.0.1";
    private static final int CONTROL_HEAP = 192;
    private static final int MAIN_HEAP = 256;
    private static final int HISTORICAL_HEAP = 160;

    private static Map<String, Integer> historicals() {
        Map<String, Integer> historicals = new LinkedHashMap<>();
        historicals.put(EAST, 2);
        historicals.put(WEST, 1);
        return historicals;
    }

    public ProcessPlan control() {
        Path directory = run.control();
        Map<String, String> keys = controlDatabase("control");
        keys.put("control-db.directory", directory.resolve("database").toString());
        keys.put("control-db.port", String.valueOf(ports.controlDb()));
        keys.put("control-db.password-file", controlPassword("control"));
        keys.put("zookeeper.directory", directory.resolve("zookeeper").toString());
        keys.put("zookeeper.port", String.valueOf(ports.zookeeper()));
        keys.put("control.zookeeper", zookeeper("control"));
        keys.put("controller.port", String.valueOf(ports.console()));
        keys.put("controller.datacenters", String.join(",", DCS));
        return new ProcessPlan(
                "control", directory, List.of("control-db", "zookeeper", "controller"), CONTROL_HEAP, keys);
    }

    /** The process of each data center without which nothing else of it can start. */
    public List<ProcessPlan> mains() {
        return DCS.stream().map(this::main).toList();
    }

    public List<ProcessPlan> historicalsOf(String dc) {
        List<ProcessPlan> plans = new ArrayList<>();
        for (int number = 1; number <= HISTORICALS.getOrDefault(dc, 0); number++) {
            Path directory = run.process(dc, "h" + number);
            Map<String, String> keys = dataCenter(dc);
            keys.put("historical.port", "0");
            keys.put("historical.cache-directory", directory.resolve("cache").toString());
            plans.add(new ProcessPlan(dc + "-h" + number, directory, List.of("historical"), HISTORICAL_HEAP, keys));
        }
        return plans;
    }

    private ProcessPlan main(String dc) {
        Ports.DcPorts own = ports.of(dc);
        Path directory = run.process(dc, "main");
        Map<String, String> keys = dataCenter(dc);
        keys.putAll(controlDatabase(dc));
        keys.put("dc-db.directory", run.dc(dc).resolve("database").toString());
        keys.put("dc-db.port", String.valueOf(own.database()));
        keys.put(
                "dc-db.password-file",
                run.secrets(dc).resolve(Secrets.DC_PASSWORD).toString());
        keys.put("steward.port", String.valueOf(own.steward()));
        keys.put("steward.sources", sources(dc));
        keys.put("steward.scratch-directory", directory.resolve("scratch").toString());
        if (dc.equals(home())) {
            keys.put("steward.serve", homeStorage().toString());
        }
        keys.put("coordinator.port", String.valueOf(own.coordinator()));
        keys.put("broker.port", String.valueOf(own.broker()));
        keys.put("router.port", String.valueOf(own.router()));
        keys.put("router.geo-database", geoDatabase.toString());
        keys.put(
                "router.datacenters",
                DCS.stream().map(name -> name + "=" + broker(name)).collect(Collectors.joining(",")));
        keys.put("router.countries", "US=east,west;FR=west,east;*=" + String.join(",", DCS));
        keys.put("router.trusted-proxies", "127.0.0.1/32");
        return new ProcessPlan(
                dc + "-main",
                directory,
                List.of("dc-db", "steward", "coordinator", "broker", "router"),
                MAIN_HEAP,
                keys);
    }

    public static String home() {
        return DCS.get(0);
    }

    public URI homeStorage() {
        return run.homeStorage(home()).toUri();
    }

    public URI router(String dc) {
        return http(ports.of(dc).router());
    }

    public URI broker(String dc) {
        return http(ports.of(dc).broker());
    }

    public URI console() {
        return http(ports.console());
    }

    /** The home's own stewards read its store; the others ask them, and each other. */
    private String sources(String dc) {
        List<String> sources = new ArrayList<>();
        if (dc.equals(home())) {
            sources.add(homeStorage().toString());
        }
        DCS.stream()
                .filter(other -> !other.equals(dc))
                .forEach(other -> sources.add(
                        http(ports.of(other).steward()).resolve("/isobar/v1").toString()));
        return String.join(",", sources);
    }

    private Map<String, String> dataCenter(String dc) {
        Map<String, String> keys = new HashMap<>();
        keys.put("dc.name", dc);
        keys.put("dc.database.url", h2(ports.of(dc).database(), "dc"));
        keys.put(
                "dc.database.password-file",
                run.secrets(dc).resolve(Secrets.DC_PASSWORD).toString());
        keys.put("dc.zookeeper", zookeeper(dc));
        keys.put("dc.deep-storage", run.deepStorage(dc).toUri().toString());
        keys.put("token.key-file", run.secrets(dc).resolve(Secrets.TOKEN_KEY).toString());
        return keys;
    }

    /** How {@code owner} reaches the control database: with a password file of its own. */
    public Map<String, String> controlDatabase(String owner) {
        Map<String, String> keys = new HashMap<>();
        keys.put("control.database.url", h2(ports.controlDb(), "control"));
        keys.put("control.database.password-file", controlPassword(owner));
        return keys;
    }

    private String controlPassword(String owner) {
        return run.secrets(owner).resolve(Secrets.CONTROL_PASSWORD).toString();
    }

    String zookeeper(String chroot) {
        return HOST + ":" + ports.zookeeper() + "/" + chroot;
    }

    private static String h2(int port, String database) {
        return "jdbc:h2:tcp://" + HOST + ":" + port + "/./" + database + ";MODE=MySQL";
    }

    private static URI http(int port) {
        return URI.create("http://" + HOST + ":" + port);
    }
}
