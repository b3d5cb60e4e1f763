package io.isobar.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParentWatchTest {
    @Test
    void firesOnceTheParentsEndIsClosedAndNotBefore() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (PipedInputStream input = new PipedInputStream()) {
            try (PipedOutputStream parent = new PipedOutputStream(input)) {
                ParentWatch.start(input, gone::countDown);
                parent.write('x');
                parent.flush();
                assertThat(gone.await(100, TimeUnit.MILLISECONDS)).isFalse();
            }
            assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
