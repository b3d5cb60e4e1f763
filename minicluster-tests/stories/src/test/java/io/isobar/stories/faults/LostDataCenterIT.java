package io.isobar.stories.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.cli.http.QueryAnswer;
import io.isobar.cli.quickstart.judge.RoamingClients;
import io.isobar.stories.cluster.TwoDataCenters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is lost is not missed: by the clients of the DC that is left, and by those of a DC that lost a historical. */
class LostDataCenterIT {
    private static final int CLIENTS = 4;
    private static final int ANSWERS = 300;

    @TempDir
    private Path directory;

    private TwoDataCenters dcs;

    @BeforeEach
    void publishesTheFirstRelease() throws Exception {
        dcs = TwoDataCenters.start(directory.resolve("run"));
        dcs.publish();
    }

    @AfterEach
    void stops() throws Exception {
        dcs.close();
    }

    @Test
    void westAnswersEverybodyWhenEastIsKilledAndItsFilesAreGone() throws Exception {
        RoamingClients clients = dcs.clients(List.of("west"));
        try (clients) {
            clients.start(CLIENTS);
            awaitMore(clients);
            dcs.killDc("east");
            delete(dcs.run().dc("east"));
            awaitMore(clients);
        }
        // The home's files are gone with east, so the answers are held against each other.
        assertThat(clients.answers()).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.release().orElseThrow().seq()).isEqualTo(1);
        });
        assertThat(clients.answers().stream()
                        .map(answer -> answer.question() + answer.body())
                        .distinct())
                .as("one answer to each of the two questions")
                .hasSize(2);
        QueryAnswer american = TwoDataCenters.await(
                "an American is answered by west",
                () -> Optional.of(dcs.ask(dcs.router("west"), Map.of("X-Forwarded-For", TwoDataCenters.AMERICAN)))
                        .filter(answer -> answer.dataCenter().equals(Optional.of("west"))));
        assertThat(american.status()).isEqualTo(200);
    }

    @Test
    void nobodyNoticesAHistoricalThatIsKilledUnderQueriesAndItServesAgainOnceItIsBack() throws Exception {
        RoamingClients clients = dcs.clients(List.of("east", "west"));
        try (clients) {
            clients.start(CLIENTS);
            awaitMore(clients);
            dcs.kill("east-h1");
            awaitMore(clients);
            dcs.restart("east-h1");
            dcs.publish();
            awaitMore(clients);
        }
        assertThat(dcs.judge(clients).faults()).isEmpty();
    }

    private static void awaitMore(RoamingClients clients) {
        int before = clients.count();
        TwoDataCenters.await(
                ANSWERS + " more answers",
                () -> Optional.of(clients).filter(asked -> asked.count() > before + ANSWERS));
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
