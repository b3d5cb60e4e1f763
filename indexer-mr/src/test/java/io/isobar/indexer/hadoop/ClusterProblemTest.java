package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterProblemTest {
    private static final String STACK =
            "\n\tat org.apache.hadoop.hdfs.Server.check(Server.java:663)\n\tat org.apache.hadoop.ipc.RPC.call(RPC.java:1)\n";

    @Test
    void aRightThatIsMissingIsNamedWithItsPlaceAndARemedy() {
        IOException answer = new IOException(
                "Permission denied: user=bob, access=READ_EXECUTE, inode=\"/raw\":root:supergroup:drwx------" + STACK);

        assertThat(ClusterProblem.plain(answer))
                .hasMessage("User [bob] lacks the right [read execute] at [/raw] (root:supergroup:drwx------):"
                        + " let the user have it, or name another input, working path or store")
                .hasCause(answer);
    }

    @Test
    void whatStandsBeforeItStays() {
        assertThat(ClusterProblem.text(
                        "Stage [build segments] failed: Permission denied: user=bob, access=WRITE, inode=\"/\":a:b:c"
                                + STACK))
                .isEqualTo("Stage [build segments] failed: User [bob] lacks the right [write] at [/] (a:b:c):"
                        + " let the user have it, or name another input, working path or store");
    }

    @Test
    void theStackOfTheServerIsLeftOut() {
        assertThat(ClusterProblem.text("Name node is in safe mode.\nThe reported blocks 0 are too few." + STACK
                        + "Caused by: java.io.IOException: x" + STACK + "\t... 12 more\n"))
                .isEqualTo("Name node is in safe mode.\nThe reported blocks 0 are too few.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "is running 322961408B beyond the 'PHYSICAL' memory limit. | 436 MB of 128 MB of physical",
                "is running beyond physical memory limits. | 436 MB of 128 MB of physical",
                "is running 99B beyond the 'VIRTUAL' memory limit. | 2.6 GB of 268.8 MB of virtual"
            })
    void aContainerThatTookTooMuchMemoryTellsWhichPropertyToRaise(String limit, String taken) {
        String diagnostics =
                "[2026-01-01 02:03:04.567]Container [pid=71,containerID=container_1_0001_01_000002] " + limit
                        + " Current usage: 436 MB of 128 MB physical memory used; 2.6 GB of 268.8 MB virtual memory used."
                        + " Killing container.\nDump of the process-tree for container_1_0001_01_000002 :\n\t|- PID PPID\n";

        assertThat(ClusterProblem.text(diagnostics))
                .isEqualTo("YARN has killed container [container_1_0001_01_000002], which took " + taken
                        + " memory: raise mapreduce.map.memory.mb or mapreduce.reduce.memory.mb in [jobProperties];"
                        + " they must leave room beside the heap (-Xmx in java.opts)");
    }

    /** Callers tell some of them by their class. */
    @Test
    void anErrorThatIsFitForPeopleStaysAsItIs() {
        IOException clear = new IOException("Path [/raw] leads to nothing: name one that is there");

        assertThat(ClusterProblem.plain(clear)).isSameAs(clear);
    }
}
