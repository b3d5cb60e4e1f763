package io.isobar.replicator.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.Releases;
import io.isobar.catalog.store.SegmentStore;
import io.isobar.catalog.store.SegmentStores;
import io.isobar.segment.SegmentId;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentPullerTest {
    private static final String CONTENT = "the bytes of a segment";
    private static final ReleaseSegment SEGMENT = Releases.segment(
            new SegmentId(Releases.DATA_SOURCE, Releases.days(0, 1), Releases.version(1), 0), Releases.sha256(CONTENT));

    @TempDir
    private Path directory;

    private final AtomicLong arrived = new AtomicLong();
    private SegmentStore destination;

    @BeforeEach
    void open() throws IOException {
        destination = SegmentStores.open(directory.resolve("destination").toUri());
    }

    @Test
    void takesTheFirstSourceThatHasTheRightBytes() throws IOException {
        URI empty = directory.resolve("empty").toUri();
        URI damaged = source("damaged", "other bytes, same name");
        URI sound = source("sound", CONTENT);

        assertThat(pull(empty, damaged, sound)).isEmpty();

        assertThat(destination.has(SEGMENT.path())).isTrue();
        assertThat(arrived).hasValue(CONTENT.length());
    }

    @Test
    void saysThatTheSourceIsDamagedWhenNoneIsLeft() throws IOException {
        URI damaged = source("damaged", "other bytes, same name");

        assertThat(pull(damaged)).hasValueSatisfying(failure -> {
            assertThat(failure.kind()).isEqualTo(Failure.Kind.SOURCE_CORRUPT);
            assertThat(failure.words())
                    .isEqualTo("source [%s] has wrong bytes for segment [%s]: replace the file there"
                            .formatted(damaged, SEGMENT.path()));
        });
        assertThat(destination.has(SEGMENT.path())).isFalse();
        assertThat(arrived).hasValue(0);
    }

    @Test
    void asksAMendedSourceAgainInTheNextRound() throws IOException {
        URI damaged = source("damaged", "other bytes, same name");
        var puller = new SegmentPuller(new SourceBoard(List.of(damaged)), destination);
        assertThat(puller.pull(SEGMENT, bytes -> {})).isPresent();
        source("damaged", CONTENT);

        assertThat(puller.pull(SEGMENT, bytes -> {})).isEmpty();
    }

    @Test
    void triesNoOtherSourceWhenTheDestinationIsFull() throws IOException {
        Failure failure = pullInto(new FileSystemException("x", null, "No space left on device"));

        assertThat(failure.kind()).isEqualTo(Failure.Kind.DESTINATION_FULL);
        assertThat(failure.words()).contains("is full while segment [").endsWith("free space or enlarge it");
    }

    @Test
    void saysWhoMustBeAllowedToWrite() throws IOException {
        Failure failure = pullInto(new AccessDeniedException("/deep/segments"));

        assertThat(failure.kind()).isEqualTo(Failure.Kind.DESTINATION_REFUSES);
        assertThat(failure.words()).endsWith("let the steward's user write there");
    }

    @Test
    void asksASourceThatBrokeOffLastTimeLast() throws IOException {
        URI first = source("first", CONTENT);
        URI second = source("second", CONTENT);
        var board = new SourceBoard(List.of(first, second));
        board.failed(board.bestFirst(SEGMENT.path()).get(0), SEGMENT.path(), Failure.Kind.SOURCE_UNREACHABLE);

        assertThat(board.bestFirst(SEGMENT.path()))
                .extracting(SourceBoard.Source::uri)
                .containsExactly(second, first);
    }

    @Test
    void tellsASourceThatBreaksOffFromADestinationThatFails() throws IOException {
        var broken = new SourceStream(breakingOff(), SEGMENT.path(), bytes -> {});

        assertThat(Failure.of(failureOf(broken), SEGMENT.path(), "file:///home", "file:///deep"))
                .isEqualTo(new Failure(
                        Failure.Kind.SOURCE_UNREACHABLE,
                        "segment [%s]: Source [file:///breaks-off] failed at byte [4]: Connection reset"
                                .formatted(SEGMENT.path())));
    }

    private static IOException failureOf(InputStream stream) {
        try (stream) {
            stream.readAllBytes();
            throw new AssertionError("read to the end");
        } catch (IOException e) {
            return e;
        }
    }

    private static SegmentStore breakingOff() {
        return store((method, arguments) -> switch (method) {
            case "uri" -> URI.create("file:///breaks-off");
            case "open" ->
                new FilterInputStream(new ByteArrayInputStream(new byte[4])) {
                    @Override
                    public int read(byte[] into, int from, int length) throws IOException {
                        int n = super.read(into, from, length);
                        if (n < 0) {
                            throw new IOException("Connection reset");
                        }
                        return n;
                    }
                };
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private Failure pullInto(IOException problem) throws IOException {
        URI first = source("first", CONTENT);
        URI second = source("second", CONTENT);
        var tries = new AtomicLong();
        SegmentStore failing = store((method, arguments) -> switch (method) {
            case "uri" -> URI.create("file:///deep");
            case "put" -> {
                tries.incrementAndGet();
                throw problem;
            }
            default -> throw new UnsupportedOperationException(method);
        });
        Optional<Failure> failure =
                new SegmentPuller(new SourceBoard(List.of(first, second)), failing).pull(SEGMENT, bytes -> {});
        assertThat(tries).hasValue(1);
        return failure.orElseThrow();
    }

    private interface Answer {
        Object to(String method, Object[] arguments) throws IOException;
    }

    private static SegmentStore store(Answer answer) {
        return (SegmentStore) Proxy.newProxyInstance(
                SegmentPullerTest.class.getClassLoader(),
                new Class<?>[] {SegmentStore.class},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments));
    }

    private Optional<Failure> pull(URI... sources) {
        return new SegmentPuller(new SourceBoard(List.of(sources)), destination).pull(SEGMENT, arrived::addAndGet);
    }

    private URI source(String name, String content) throws IOException {
        Path file = directory.resolve(name).resolve("segments").resolve(SEGMENT.path());
        Files.createDirectories(file.getParent());
        Files.write(file, content.getBytes(StandardCharsets.UTF_8));
        return directory.resolve(name).toUri();
    }
}
