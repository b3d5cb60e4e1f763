package io.isobar.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CrashPointIT {
    @Test
    void haltsTheProcessAtTheNamedStep() throws Exception {
        assertThat(exitStatus("steward.copy.after-act")).isEqualTo(137);
        assertThat(exitStatus("steward.copy.after-act#2")).isEqualTo(137);
    }

    @Test
    void doesNothingAtOtherStepsAndBeforeTheNthTime() throws Exception {
        assertThat(exitStatus("steward.vote.after-act")).isZero();
        assertThat(exitStatus("steward.copy.after-act#3")).isZero();
        assertThat(exitStatus("")).isZero();
    }

    private static int exitStatus(String crash) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-D" + CrashPoint.PROPERTY + "=" + crash,
                        Main.class.getName())
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Passes the step twice. */
    static final class Main {
        public static void main(String[] arguments) {
            CrashPoint.reached("steward.copy.before-act");
            CrashPoint.reached("steward.copy.after-act");
            CrashPoint.reached("steward.copy.after-act");
        }
    }
}
