package io.isobar.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterPlanTest {
    private static final int DRIVER_AND_QUICKSTART_MEGABYTES = 768 + 256;

    @TempDir
    private Path directory;

    private RunDirectory run;
    private ClusterPlan plan;

    @BeforeEach
    void plan() throws Exception {
        run = RunDirectory.create(directory.resolve("run"));
        List<Integer> ports = IntStream.range(1000, 1013).boxed().toList();
        plan = new ClusterPlan(run, Ports.of(ports, ClusterPlan.DCS), Path.of("/geo.mmdb"));
    }

    @Test
    void eastHasTwoHistoricalsAndWestOne() {
        assertThat(all())
                .extracting(ProcessPlan::name)
                .containsExactly("control", "east-main", "west-main", "east-h1", "east-h2", "west-h1");
    }

    @Test
    void theDataCentersShareNoDirectory() {
        assertThat(pathsOf("west")).isNotEmpty().allMatch(path -> path.contains("/run/west/"));
        assertThat(pathsOf("east")).isNotEmpty().allMatch(path -> path.contains("/run/east/"));
    }

    @Test
    void noTwoProcessesShareADirectoryOrAPort() {
        assertThat(all()).extracting(ProcessPlan::directory).doesNotHaveDuplicates();
        assertThat(all().stream()
                        .flatMap(process -> process.properties().entrySet().stream())
                        .filter(key -> key.getKey().endsWith(".port")
                                && !key.getValue().equals("0"))
                        .map(Map.Entry::getValue))
                .hasSize(13)
                .doesNotHaveDuplicates();
    }

    @Test
    void everythingTogetherFitsInFourGigabytes() {
        int heaps = all().stream().mapToInt(ProcessPlan::heapMegabytes).sum();
        int besideTheHeap = 90 * all().size();

        assertThat(heaps + besideTheHeap + DRIVER_AND_QUICKSTART_MEGABYTES).isLessThan(4096);
    }

    @Test
    void westPullsFromEastsStewardAndNotFromItsDisk() {
        ProcessPlan west = plan.mains().get(1);

        assertThat(west.properties().get("steward.sources"))
                .startsWith("http://127.0.0.1:1004")
                .doesNotContain("file:");
    }

    @Test
    void everySecretIsReadableByItsOwnerAlone() throws Exception {
        Secrets.create(run, ClusterPlan.DCS);

        Set<String> modes = new HashSet<>();
        for (String key : secretsOf(all())) {
            modes.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(key))));
        }
        assertThat(modes).containsExactly("rw-------");
    }

    @Test
    void aConfigurationSurvivesBeingWritten() throws Exception {
        ProcessPlan east = plan.mains().get(0);

        assertThat(east.prepare(Path.of("/bin/isobar")).command())
                .startsWith("/bin/isobar", "serve", "--roles", "dc-db,steward,coordinator,broker,router");
        Settings read = Settings.load(east.configFile());
        east.properties().forEach((key, value) -> assertThat(read.text(key)).isEqualTo(value));
    }

    private List<ProcessPlan> all() {
        List<ProcessPlan> all = new ArrayList<>();
        all.add(plan.control());
        all.addAll(plan.mains());
        ClusterPlan.DCS.forEach(dc -> all.addAll(plan.historicalsOf(dc)));
        return all;
    }

    private Set<String> pathsOf(String dc) {
        return all().stream()
                .filter(process -> process.name().startsWith(dc))
                .flatMap(process -> process.properties().values().stream())
                .filter(value -> value.contains("/run/"))
                .collect(Collectors.toSet());
    }

    private static Set<String> secretsOf(List<ProcessPlan> processes) {
        return processes.stream()
                .flatMap(process -> process.properties().entrySet().stream())
                .filter(key -> key.getKey().endsWith("-file"))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }
}
