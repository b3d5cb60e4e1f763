package io.isobar.segment.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.segment.scratch.Pieces;
import io.isobar.segment.smoosh.LaterFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreparedColumnsTest {
    private static Optional<PreparedColumns.Files> files(int column) {
        return Optional.of(new PreparedColumns.Files(new LaterFiles(0), new Pieces().add(new byte[column])));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void columnsComeInTheirOrder(int threads) throws IOException {
        List<Integer> columns = IntStream.range(0, 100).boxed().toList();
        try (PreparedColumns prepared = new PreparedColumns(columns, PreparedColumnsTest::files, threads)) {
            for (int column : columns) {
                assertThat(prepared.next().orElseThrow().column().size()).isEqualTo(column);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void whatAColumnFailsWithIsThrownWhenItIsItsTurn(int threads) throws IOException {
        PreparedColumns.Preparation secondFails = column -> {
            if (column == 1) {
                throw new IOException("no space");
            }
            return files(column);
        };
        try (PreparedColumns prepared = new PreparedColumns(List.of(0, 1, 2), secondFails, threads)) {
            assertThat(prepared.next()).isPresent();
            assertThatThrownBy(prepared::next).isInstanceOf(IOException.class).hasMessage("no space");
        }
    }

    @Test
    void closingWaitsForColumnsThatAreBeingPrepared() throws IOException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch failed = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        PreparedColumns prepared = new PreparedColumns(
                List.of(0, 1),
                column -> {
                    if (column == 0) {
                        await(begun);
                        throw new IllegalArgumentException("bad");
                    }
                    begun.countDown();
                    await(failed);
                    ended.set(true);
                    return files(column);
                },
                2);
        assertThatThrownBy(prepared::next).isInstanceOf(IllegalArgumentException.class);
        failed.countDown();
        prepared.close();

        assertThat(ended).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
