package io.isobar.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoleStackTest {
    private final List<String> events = new ArrayList<>();
    private final RoleStack stack = new RoleStack();

    @Test
    void stopsInReverseWhatItStartedInOrder() throws Exception {
        stack.start("database", role("database", 1));
        stack.start("broker", role("broker", 2));
        stack.close();

        assertThat(events).containsExactly("database up", "broker up", "broker down", "database down");
        assertThat(stack.addresses()).containsExactly(entry("database", "127.0.0.1:1"), entry("broker", "127.0.0.1:2"));
    }

    @Test
    void oneThatDoesNotStopCleanlyDoesNotKeepTheOthersUp() throws Exception {
        stack.start("database", role("database", 1));
        stack.start(
                "stuck",
                () -> new RunningRole("127.0.0.1", 2, () -> {
                    throw new IllegalStateException("stuck");
                }));
        stack.close();

        assertThat(events).endsWith("database down");
    }

    @Test
    void oneThatCannotStartIsReportedAndTheOthersCanStillBeStopped() throws Exception {
        stack.start("database", role("database", 1));

        assertThatThrownBy(() -> stack.start("broker", () -> {
                    throw new IllegalStateException("port taken");
                }))
                .hasMessage("port taken");
        stack.close();
        assertThat(events).endsWith("database down");
    }

    @Test
    void stoppingTwiceStopsOnce() throws Exception {
        stack.start("database", role("database", 1));
        stack.close();
        stack.close();

        assertThat(events).containsExactly("database up", "database down");
    }

    private PreparedRole role(String name, int port) {
        return () -> {
            events.add(name + " up");
            return new RunningRole("127.0.0.1", port, () -> events.add(name + " down"));
        };
    }
}
