package io.isobar.stories.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.mapreduce.v2.MiniMRYarnCluster;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.server.api.ContainerType;
import org.apache.hadoop.yarn.server.nodemanager.NodeManager;
import org.jspecify.annotations.Nullable;

/**
 * One DataNode and one NodeManager or several with their masters. Writes {@code site.xml} into its directory once it is ready, and runs
 * until its standard input ends, so it never outlives the test that started it. Which Hadoop that is, its class path says.
 */
public final class HadoopCluster {
    private static final int HEARTBEAT_MILLIS = 100;

    /** Of JVMs that live for seconds, most of which they'd spend on compiling and verifying. */
    private static final String QUICK_START = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto"
            + " -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote";

    private static final List<String> ADDRESSES = List.of(
            "yarn.resourcemanager.address",
            "yarn.resourcemanager.scheduler.address",
            "yarn.resourcemanager.admin.address",
            "yarn.resourcemanager.resource-tracker.address",
            "yarn.resourcemanager.webapp.address",
            "mapreduce.jobhistory.address",
            "mapreduce.jobhistory.webapp.address",
            "yarn.app.mapreduce.am.staging-dir",
            "mapreduce.jobhistory.intermediate-done-dir",
            "mapreduce.jobhistory.done-dir");

    /** What jobs of a test need, unless it says otherwise: next to nothing, and a JVM that is up soon. */
    private static final Map<String, String> SMALL_CONTAINERS = Map.ofEntries(
            Map.entry("yarn.app.mapreduce.am.resource.mb", "512"),
            Map.entry("yarn.app.mapreduce.am.command-opts", "-Xmx384m " + QUICK_START),
            Map.entry("yarn.app.mapreduce.am.scheduler.heartbeat.interval-ms", String.valueOf(HEARTBEAT_MILLIS)),
            Map.entry("mapreduce.map.memory.mb", "512"),
            Map.entry("mapreduce.map.java.opts", "-Xmx384m " + QUICK_START),
            Map.entry("mapreduce.reduce.memory.mb", "512"),
            Map.entry("mapreduce.reduce.java.opts", "-Xmx256m " + QUICK_START),
            Map.entry("mapreduce.task.io.sort.mb", "64"),
            Map.entry("mapreduce.job.reduces", "2"));

    private static final String NODES_CONF = "conf";
    private static final int LOST_AFTER_MILLIS = 10_000;
    private static final String STOP_WORKER = "stop-worker";

    private final Path directory;
    private final Configuration conf = new Configuration();
    /** What clients need to know beside the addresses. */
    private final Map<String, String> forClients = new TreeMap<>();

    private HadoopCluster(Path directory) {
        this.directory = directory;
    }

    /**
     * Takes the directory for everything, and any of these.
     *
     * <ul>
     *   <li>{@code --nameservice=NAME}: HDFS is known by that name alone, as with two NameNodes of which one is down
     *   <li>{@code --nodes=N}: so many NodeManagers; a line {@code stop-worker} on standard input stops one
     *       of them, not the one on which the newest application's master runs
     *   <li>{@code --find-first=DIRECTORY}: its jars stand in front of all others on the class path of containers
     *   <li>{@code --kerberos}: everybody needs a ticket of a key distribution center of its own, see {@link KerberosRealm}
     * </ul>
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
        System.setProperty("test.build.data", directory.toString());
        System.setProperty("test.build.dir", directory.toString());
        System.setProperty("hadoop.log.dir", directory.resolve("logs").toString());
        MiniMRYarnCluster yarn = new HadoopCluster(directory).start(List.of(arguments));
        System.out.println("ready");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        // the end of the parent's pipe is the end of this process
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            if (command.equals(STOP_WORKER)) {
                stopWorker(IntStream.range(0, nodes(List.of(arguments)))
                        .mapToObj(yarn::getNodeManager)
                        .toList());
            }
        }
        Runtime.getRuntime().halt(0);
    }

    /** The masters of applications that are over live on for a while, so the newest one counts. */
    private static void stopWorker(List<NodeManager> nodes) {
        NodeManager mastersNode = nodes.stream()
                .max(Comparator.comparing(
                        HadoopCluster::newestMaster, Comparator.nullsFirst(Comparator.naturalOrder())))
                .orElseThrow();
        nodes.stream()
                .filter(node -> node != mastersNode)
                .findFirst()
                .orElseThrow()
                .stop();
    }

    private static @Nullable ContainerId newestMaster(NodeManager node) {
        return node.getNMContext().getContainers().values().stream()
                .map(container -> container.getContainerTokenIdentifier())
                .filter(token -> token.getContainerType() == ContainerType.APPLICATION_MASTER)
                .map(token -> token.getContainerID())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static int nodes(List<String> arguments) {
        return option(arguments, "--nodes").map(Integer::parseInt).orElse(1);
    }

    @SuppressWarnings("resource") // the process ends by halting: stopping YARN in order takes a quarter of a minute
    private MiniMRYarnCluster start(List<String> arguments) throws Exception {
        if (arguments.contains("--kerberos")) {
            KerberosRealm.start(directory).secure(conf, forClients);
        }
        conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, directory.resolve("dfs").toString());
        MiniDFSCluster hdfs = new MiniDFSCluster.Builder(conf)
                .numDataNodes(1)
                .checkExitOnShutdown(false)
                .build();
        hdfs.waitActive();
        // users make their own directories there, as they would beneath /user
        hdfs.getFileSystem().setPermission(new org.apache.hadoop.fs.Path("/"), new FsPermission((short) 0777));
        URI root = option(arguments, "--nameservice")
                .map(name -> nameservice(name, hdfs.getURI()))
                .orElseGet(hdfs::getURI);
        conf.set("fs.defaultFS", root.toString());
        writeNodesSite();
        conf.setInt("yarn.nodemanager.resource.memory-mb", 4096);
        conf.setInt("yarn.nodemanager.resource.cpu-vcores", 8);
        conf.setInt("yarn.scheduler.minimum-allocation-mb", 128);
        conf.set("yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "99.5");
        conf.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
        conf.setInt("yarn.resourcemanager.nodemanagers.heartbeat-interval-ms", HEARTBEAT_MILLIS);
        // a master ends some seconds after its job; with the default share the next one would wait for that
        conf.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1");
        int nodes = nodes(arguments);
        if (nodes > 1) {
            conf.setInt("yarn.nm.liveness-monitor.expiry-interval-ms", LOST_AFTER_MILLIS);
        }
        MiniMRYarnCluster yarn = new MiniMRYarnCluster("isobar", nodes);
        yarn.init(conf);
        yarn.start();
        forClients.put("fs.defaultFS", root.toString());
        writeSite(yarn.getConfig(), containerClassPath(option(arguments, "--find-first")));
        return yarn;
    }

    private static Optional<String> option(List<String> arguments, String name) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(name + "="))
                .map(argument -> argument.substring(name.length() + 1))
                .findFirst();
    }

    /** The first of its two NameNodes answers nobody, so whoever reaches HDFS has gone on to the second. */
    private URI nameservice(String name, URI nameNode) {
        Map<String, String> described = Map.of(
                "dfs.nameservices",
                name,
                "dfs.ha.namenodes." + name,
                "down,up",
                "dfs.namenode.rpc-address." + name + ".down",
                "localhost:1",
                "dfs.namenode.rpc-address." + name + ".up",
                nameNode.getAuthority(),
                "dfs.client.failover.proxy.provider." + name,
                "org.apache.hadoop.hdfs.server.namenode.ha.ConfiguredFailoverProxyProvider");
        described.forEach(conf::set);
        forClients.putAll(described);
        return URI.create("hdfs://" + name);
    }

    /** For what a node manager starts: its localizer reads files only. Containers don't see this one. */
    private void writeNodesSite() throws IOException {
        Configuration site = new Configuration(false);
        forClients.forEach(site::set);
        try (OutputStream out = Files.newOutputStream(
                Files.createDirectories(directory.resolve(NODES_CONF)).resolve("core-site.xml"))) {
            site.writeXml(out);
        }
    }

    private String containerClassPath(Optional<String> first) throws IOException {
        List<String> entries = new ArrayList<>();
        if (first.isPresent()) {
            try (Stream<Path> jars = Files.list(Path.of(first.get()))) {
                jars.map(Path::toString).sorted().forEach(entries::add);
            }
        }
        Stream.of(System.getProperty("java.class.path").split(":", -1))
                .filter(entry -> !entry.equals(directory.resolve(NODES_CONF).toString()))
                .forEach(entries::add);
        return String.join(",", entries);
    }

    private void writeSite(Configuration started, String classPath) throws IOException {
        Configuration site = new Configuration(false);
        forClients.forEach(site::set);
        for (String key : ADDRESSES) {
            String value = started.get(key);
            if (value != null) {
                site.set(key, value);
            }
        }
        site.set("mapreduce.framework.name", "yarn");
        site.set("yarn.application.classpath", classPath);
        site.set("mapreduce.application.classpath", classPath);
        site.setBoolean("yarn.is.minicluster", false);
        SMALL_CONTAINERS.forEach(site::set);
        Path unfinished = directory.resolve("site.xml.unfinished");
        try (OutputStream out = Files.newOutputStream(unfinished)) {
            site.writeXml(out);
        }
        Files.move(unfinished, directory.resolve("site.xml"), StandardCopyOption.ATOMIC_MOVE);
    }
}
