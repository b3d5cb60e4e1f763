package io.isobar.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeStateTest {
    @TempDir
    private Path directory;

    @Test
    void readsWhatItWrites() throws Exception {
        ServeState state = new ServeState(4711, Map.of("broker", "127.0.0.1:8082"));
        Path file = directory.resolve("state.json");

        state.write(file);

        assertThat(ServeState.read(file)).contains(state);
        assertThat(directory.toFile().list()).containsExactly("state.json");
    }

    @Test
    void isNotThereBeforeItIsWritten() throws Exception {
        assertThat(ServeState.read(directory.resolve("state.json"))).isEmpty();
    }
}
