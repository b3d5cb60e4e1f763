package io.isobar.replicator.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.isobar.catalog.Commit;
import io.isobar.catalog.control.Batch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes that halt as after {@code kill -9}, at every journal step of the controller and of the stewards, while
 * batch after batch is published. What comes out must be what comes out without.
 */
class KillNineIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LAST_ONE = Duration.ofMinutes(1);
    private static final List<String> PHASES = List.of("before-intent", "after-intent", "after-act", "after-outcome");

    @TempDir
    private Path directory;

    @Test
    void processesThatDieAtEveryStepLoseNothingAndPublishNothingTwice() throws Exception {
        List<String> controllerPoints = Stream.concat(
                        Stream.of("controller.epoch.before-act", "controller.epoch.after-act"),
                        points("controller", List.of("start", "commit")))
                .toList();
        List<String> eastPoints = Stream.concat(
                        Stream.of("steward.copy.after-segment"),
                        points("steward", List.of("copy", "verify", "stage", "load", "warm")))
                .toList();
        List<String> westPoints = points("steward", List.of("vote", "activate", "confirm", "acknowledge", "retire"))
                .toList();
        var parts = new RealParts(directory);
        String home = parts.home.uri().toString();
        try (var controller = new KilledRole("controller", parts.controllerKeys(), controllerPoints, directory);
                var east = new KilledRole("steward", parts.stewardKeys("east", home), eastPoints, directory);
                var west = new KilledRole("steward", parts.stewardKeys("west", home), westPoints, directory)) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
                boolean done = controller.look();
                done &= east.look();
                done &= west.look();
                keepBusy(parts, done);
                return done;
            });
            parts.seal();
            long last = parts.sealed();
            await().atMost(LAST_ONE).until(() -> parts.isActiveEverywhere(last));

            assertThat(controller.died()).isEqualTo(controllerPoints);
            assertThat(east.died()).isEqualTo(eastPoints);
            assertThat(west.died()).isEqualTo(westPoints);
            assertThat(parts.control.releases().chain(RealParts.FLIGHTS))
                    .extracting(commit -> commit.release().seq())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, last).boxed().toList());
            assertChainIsLinear(parts.control.releases().chain(RealParts.FLIGHTS));
            assertThat(parts.head("east")).isEqualTo(last);
            assertThat(parts.head("west")).isEqualTo(last);
            await().atMost(LAST_ONE)
                    .untilAsserted(() -> assertThat(Stream.of("controller", "steward:east", "steward:west")
                                    .flatMap(owner -> parts.control.journal().open(owner).stream()))
                            .isEmpty());
        } finally {
            parts.stop();
        }
    }

    /** Something is always on its way, so that every step is reached. */
    private static void keepBusy(RealParts parts, boolean done) throws Exception {
        List<Batch> pending = parts.control.batches().pending(RealParts.FLIGHTS);
        if (!done
                && pending.isEmpty()
                && parts.control.releases().distributing(RealParts.FLIGHTS).isEmpty()) {
            parts.seal();
        }
    }

    private static void assertChainIsLinear(List<Commit> chain) {
        String previous = Commit.GENESIS;
        for (Commit commit : chain) {
            assertThat(commit.follows(previous)).as("%s", commit).isTrue();
            previous = commit.chain();
        }
    }

    private static Stream<String> points(String role, List<String> steps) {
        return steps.stream().flatMap(step -> PHASES.stream().map(phase -> role + "." + step + "." + phase));
    }
}
