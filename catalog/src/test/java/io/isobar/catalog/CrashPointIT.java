package io.isobar.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
        return ForkedMain.exitStatus(Main.class, List.of("-D" + CrashPoint.PROPERTY + "=" + crash));
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
