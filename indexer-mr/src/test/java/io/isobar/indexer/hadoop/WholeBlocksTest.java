package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeBlocksTest {
    private static final int BLOCKS = 3;
    private static final int TEXT = 700_000; // several chunks a block

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "lz4"})
    void aCutIsSeenWhereverItIsButBetweenBlocks(String name) throws Exception {
        CompressionCodec codec = codec(name);
        byte[] whole = blocks(codec);
        List<Integer> blockStarts = new ArrayList<>();
        List<Integer> chunkStarts = new ArrayList<>();
        walk(whole, codec, blockStarts, chunkStarts);
        assertThat(blockStarts).hasSize(BLOCKS);
        assertThat(chunkStarts).hasSizeGreaterThanOrEqualTo(2 * BLOCKS);

        List<Integer> cuts = new ArrayList<>(chunkStarts);
        for (int near : chunkStarts) {
            cuts.addAll(List.of(near - 5, near - 4, near - 3, near - 1, near + 1, near + 3, near + 4, near + 5));
        }
        new Random(1).ints(50, 1, whole.length).forEach(cuts::add);
        cuts.removeAll(blockStarts);
        for (int cut : cuts) {
            assertThatThrownBy(() -> text(Arrays.copyOf(whole, cut), codec))
                    .as("cut at " + cut)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the file ends at byte [" + cut + "]");
        }
        for (int i = 1; i < BLOCKS; i++) {
            assertThat(text(Arrays.copyOf(whole, blockStarts.get(i)), codec)).hasSize(i * TEXT);
        }
        int between = chunkStarts.get(chunkStarts.size() - 1);
        assertThatThrownBy(() -> text(Arrays.copyOf(whole, between), codec))
                .hasMessageMatching("the block at byte \\[" + blockStarts.get(BLOCKS - 1)
                        + "] should have \\[\\d+] bytes more of text, but the file ends at byte \\[" + between + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "lz4"})
    void filesThatWereJoinedAreReadToTheirEndThoughOneIsEmpty(String name) throws Exception {
        CompressionCodec codec = codec(name);
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] one : List.of(blocks(codec), compressed(codec), blocks(codec), compressed(codec))) {
            joined.write(one);
        }

        assertThat(text(compressed(codec), codec)).isEmpty();
        assertThat(text(joined.toByteArray(), codec)).hasSize(2 * BLOCKS * TEXT);
    }

    /** Hadoop's reader would ask for as much memory as the length says. */
    @ParameterizedTest
    @ValueSource(strings = {"snappy", "lz4"})
    void aLengthThatCannotBeIsRefused(String name) throws Exception {
        CompressionCodec codec = codec(name);
        for (int length : List.of(Integer.MAX_VALUE, -1)) {
            byte[] bytes = blocks(codec);
            ByteBuffer.wrap(bytes).putInt(4, length);

            assertThatThrownBy(() -> text(bytes, codec))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the length [" + length + "] at byte [4] can't be right");
        }
        byte[] bytes = blocks(codec);
        ByteBuffer.wrap(bytes).putInt(0, -1);
        assertThatThrownBy(() -> text(bytes, codec)).hasMessage("the length [-1] at byte [0] can't be right");
    }

    private static CompressionCodec codec(String name) {
        return new CompressionCodecFactory(new Configuration()).getCodecByName(name);
    }

    /** Each write that is larger than a chunk is a block. */
    private static byte[] blocks(CompressionCodec codec) throws IOException {
        byte[][] texts = new byte[BLOCKS][TEXT];
        Random random = new Random(7);
        for (byte[] text : texts) {
            random.nextBytes(text);
            Arrays.fill(text, 0, TEXT / 3, (byte) 'a');
        }
        return compressed(codec, texts);
    }

    private static byte[] compressed(CompressionCodec codec, byte[]... texts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = codec.createOutputStream(bytes, codec.createCompressor())) {
            for (byte[] text : texts) {
                out.write(text);
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] text(byte[] bytes, CompressionCodec codec) throws IOException {
        try (InputStream in = new WholeBlocks(new ByteArrayInputStream(bytes), codec)) {
            return in.readAllBytes();
        }
    }

    /** Where the lengths stand, found by decompressing chunk by chunk. */
    private static void walk(byte[] bytes, CompressionCodec codec, List<Integer> blockStarts, List<Integer> chunkStarts)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        var decompressor = codec.createDecompressor();
        byte[] chunk = new byte[TEXT];
        while (buffer.hasRemaining()) {
            int start = buffer.position();
            int left = buffer.getInt();
            if (left > 0) { // the last one is empty
                blockStarts.add(start);
            }
            while (left > 0) {
                if (buffer.position() > start + Integer.BYTES) {
                    chunkStarts.add(buffer.position());
                }
                byte[] compressed = new byte[buffer.getInt()];
                buffer.get(compressed);
                decompressor.reset();
                decompressor.setInput(compressed, 0, compressed.length);
                for (int read; (read = decompressor.decompress(chunk, 0, chunk.length)) > 0; ) {
                    left -= read;
                }
            }
        }
    }
}
