package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerCheckTest {
    private static final Resource LARGEST = Resource.newInstance(4096, 4);

    @ParameterizedTest
    @CsvSource({
        "yarn.app.mapreduce.am.resource.mb, 4097, MB, 4096, mb",
        "mapreduce.map.memory.mb, 8192, MB, 4096, mb",
        "mapreduce.reduce.memory.mb, 100000, MB, 4096, mb",
        "yarn.app.mapreduce.am.resource.cpu-vcores, 5, cores, 4, vcores",
        "mapreduce.map.cpu.vcores, 5, cores, 4, vcores",
        "mapreduce.reduce.cpu.vcores, 8, cores, 4, vcores"
    })
    void whatNoNodeCanGiveIsRefusedByTheNameOfItsProperty(
            String property, int asked, String unit, int largest, String limit) {
        assertThatThrownBy(() -> check(property, String.valueOf(asked)))
                .isInstanceOf(IOException.class)
                .hasMessage("Property [" + property + "] asks for [" + asked + "] " + unit
                        + ", but the largest container of this cluster has [" + largest
                        + "]: ask for no more in [jobProperties] or [indexer.hadoop-properties], or have"
                        + " [yarn.scheduler.maximum-allocation-" + limit + "] or the nodes enlarged");
    }

    /** Hadoop then derives what it asks for from the heap. */
    @Test
    void aHeapThatNeedsALargerContainerIsRefusedToo() {
        assertThatThrownBy(() -> check("mapreduce.reduce.java.opts", "-Xmx8g"))
                .hasMessageStartingWith("Property [mapreduce.reduce.memory.mb] asks for [10240] MB");
    }

    @Test
    void whatFitsPasses() {
        assertThatCode(() -> check("mapreduce.map.memory.mb", "4096")).doesNotThrowAnyException();
    }

    private static void check(String property, String value) throws IOException {
        Configuration conf = new Configuration(false);
        conf.set(property, value);
        new ContainerCheck(conf).run(LARGEST);
    }
}
