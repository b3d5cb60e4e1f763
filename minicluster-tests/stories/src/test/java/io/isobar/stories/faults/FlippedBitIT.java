package io.isobar.stories.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.store.SegmentDigest;
import io.isobar.cli.quickstart.judge.RoamingClients;
import io.isobar.stories.cluster.TwoDataCenters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bit flips on a disk: it is found before anything is answered from it, put aside, replaced, and told. */
class FlippedBitIT {
    private static final int KILLED = 137;
    private static final List<String> REPAIR_STEPS = Stream.of("quarantine", "repair")
            .flatMap(step -> Stream.of("before-intent", "after-intent", "after-act", "after-outcome")
                    .map(phase -> "steward." + step + "." + phase))
            .toList();

    @TempDir
    static Path directory;

    private static TwoDataCenters dcs;

    @BeforeAll
    static void publishesTheFirstRelease() throws Exception {
        dcs = TwoDataCenters.start(directory.resolve("run"), Map.of("steward.audit-interval", "PT1S"));
        dcs.publish();
    }

    @AfterAll
    static void stops() throws Exception {
        dcs.close();
    }

    @Test
    void inDeepStorageItIsReplacedFromAnotherDc() throws Exception {
        Path segments = dcs.run().deepStorage("west").resolve("segments");
        Path zip = TwoDataCenters.files(segments, ".zip").get(3);
        String digest = digest(zip);
        flipOneBit(zip);

        awaitDigest(zip, digest);
        assertThat(quarantined(dcs.run().deepStorage("west")))
                .anyMatch(file -> file.getFileName().toString().contains(digest));
    }

    @Test
    void inAHistoricalsCacheItIsReplacedFromDeepStorageBeforeItServes() throws Exception {
        Path cache = dcs.run().process("west", "h1").resolve("cache");
        dcs.kill("west-h1");
        Path cached = TwoDataCenters.files(cache, ".zip").get(3);
        String digest = digest(cached);
        flipOneBit(cached);
        RoamingClients clients = dcs.clients(List.of("west"));
        try (clients) {
            clients.start(2);
            dcs.restart("west-h1");
            TwoDataCenters.await(
                    "west's own broker answers again",
                    () -> Optional.of(dcs.ask(dcs.broker("west"), Map.of())).filter(answer -> answer.status() == 200));
            int before = clients.count();
            TwoDataCenters.await(
                    "50 more answers", () -> Optional.of(clients).filter(asked -> asked.count() > before + 50));
        }
        assertThat(dcs.judge(clients).faults()).isEmpty();
        awaitDigest(cached, digest);
    }

    @Test
    void aStewardThatIsKilledAtAnyStepOfTheRepairEndsItWhenItStartsAgain() throws Exception {
        Path segments = dcs.run().deepStorage("west").resolve("segments");
        List<Path> zips = TwoDataCenters.files(segments, ".zip");
        for (int i = 0; i < REPAIR_STEPS.size(); i++) {
            Path zip = zips.get(i);
            String digest = digest(zip);
            dcs.restart("west-main", "-Disobar.crash=" + REPAIR_STEPS.get(i));
            flipOneBit(zip);
            assertThat(dcs.awaitEnd("west-main")).as(REPAIR_STEPS.get(i)).isEqualTo(KILLED);

            dcs.restart("west-main");
            awaitDigest(zip, digest);
        }
        TwoDataCenters.await(
                "west answers",
                () -> Optional.of(dcs.ask(dcs.broker("west"), Map.of())).filter(answer -> answer.status() == 200));
        TwoDataCenters.await(
                "no step of west's is open",
                () -> Optional.of(dcs.control().journal().open("steward:west")).filter(List::isEmpty));
    }

    private static void awaitDigest(Path file, String digest) {
        TwoDataCenters.await(
                "[%s] has its bytes again".formatted(file),
                () -> Optional.of(file).filter(there -> digest.equals(digestIfThere(there))));
    }

    /** The steward sets a damaged file aside before its replacement comes: between a look and a read it may be gone. */
    private static String digestIfThere(Path file) {
        try {
            return digest(file);
        } catch (NoSuchFileException e) {
            return "gone";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> quarantined(Path store) throws IOException {
        return TwoDataCenters.files(store, "").stream()
                .filter(file -> file.toString().contains("quarantine"))
                .toList();
    }

    private static String digest(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return SegmentDigest.of(bytes).sha256();
        }
    }

    private static void flipOneBit(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 0x10;
        Files.write(file, bytes);
    }
}
