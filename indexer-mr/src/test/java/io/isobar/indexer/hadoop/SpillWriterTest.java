package io.isobar.indexer.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isobar.indexer.sort.Pairs;
import io.isobar.indexer.sort.SortedArena;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.DataInputBuffer;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.DefaultCodec;
import org.apache.hadoop.io.compress.GzipCodec;
import org.apache.hadoop.io.compress.Lz4Codec;
import org.apache.hadoop.io.compress.SnappyCodec;
import org.apache.hadoop.mapred.IFile;
import org.apache.hadoop.mapred.IndexRecord;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.util.ReflectionUtils;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpillWriterTest {
    /** Where a length takes a byte more, for itself or with what is added to it; and more than a buffer. */
    private static final int[] LENGTHS = {
        0, 1, 122, 123, 124, 127, 128, 251, 252, 255, 256, 65_531, 65_532, 65_535, 65_536, 131_064, 131_072, 300_000
    };

    private static final Path FILE = new Path("spill");

    @TempDir
    private java.nio.file.Path directory;

    @ParameterizedTest
    @MethodSource("confs")
    void writesWhatHadoopReads(JobConf conf) throws IOException {
        List<Pairs.Pair> pairs = ofAllLengths();
        List<IndexRecord> index = new ArrayList<>();
        byte[] bytes = write(conf, pairs, 4, index);
        java.nio.file.Path file = Files.write(directory.resolve("spill"), bytes);

        for (int i = 0; i < 4; i++) {
            assertThat(readByHadoop(conf, file, index.get(i)))
                    .as("partition %d", i)
                    .isEqualTo(Pairs.expected(pairs, i));
        }
        IndexRecord last = index.get(3);
        assertThat(last.startOffset + last.partLength).isEqualTo(bytes.length);
    }

    @ParameterizedTest
    @MethodSource("confs")
    void isReadBackWithAnyBuffer(JobConf conf) throws IOException {
        List<Pairs.Pair> pairs = ofAllLengths();
        List<IndexRecord> index = new ArrayList<>();
        byte[] bytes = write(conf, pairs, 4, index);

        for (int bufferBytes : new int[] {1, 100, 4_096, 1 << 20}) {
            try (SpillReader reader =
                    new SpillReader(FILE, new ByteArrayInputStream(bytes), SpillCodec.of(conf), bufferBytes)) {
                for (int i = 0; i < 4; i++) {
                    assertThat(Pairs.read(reader.partition(index.get(i)))).isEqualTo(Pairs.expected(pairs, i));
                }
            }
        }
    }

    @Test
    void aCodecMakesTheFileSmaller() throws IOException {
        List<Pairs.Pair> pairs = List.of(new Pairs.Pair(0, new byte[10], new byte[100_000]));
        List<IndexRecord> index = new ArrayList<>();

        byte[] bytes = write(compressed(DefaultCodec.class), pairs, 1, index);

        assertThat(bytes).hasSizeLessThan(1_000);
        assertThat(index.get(0).rawLength).isGreaterThan(100_000);
    }

    @ParameterizedTest
    @MethodSource("confs")
    void noByteCanChangeUnnoticed(JobConf conf) throws IOException {
        List<Pairs.Pair> pairs = Pairs.some(new SplittableRandom(3), 20, 2);
        List<IndexRecord> index = new ArrayList<>();
        byte[] bytes = write(conf, pairs, 2, index);

        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] = (byte) (changed[i] ^ (1 << (i % 8)));
            assertThatThrownBy(() -> readAll(conf, changed, index))
                    .as("byte %d of %d", i, bytes.length)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("The spill file [spill] ");
        }
    }

    @ParameterizedTest
    @MethodSource("confs")
    void aFileThatWasCutOffIsNoticed(JobConf conf) throws IOException {
        List<IndexRecord> index = new ArrayList<>();
        byte[] bytes = write(conf, Pairs.some(new SplittableRandom(4), 20, 2), 2, index);

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> readAll(conf, cut, index))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("The spill file [spill] ");
        }
    }

    static Stream<Named<JobConf>> confs() {
        return Stream.of(
                Named.of("plain", new JobConf(false)),
                Named.of("zlib", compressed(DefaultCodec.class)),
                Named.of("gzip", compressed(GzipCodec.class)),
                Named.of("bzip2", compressed(BZip2Codec.class)),
                Named.of("lz4", compressed(Lz4Codec.class)),
                Named.of("snappy", compressed(SnappyCodec.class)));
    }

    static JobConf compressed(Class<? extends CompressionCodec> codec) {
        JobConf conf = new JobConf(false);
        conf.setCompressMapOutput(true);
        conf.setMapOutputCompressorClass(codec);
        return conf;
    }

    private static void readAll(JobConf conf, byte[] bytes, List<IndexRecord> index) throws IOException {
        try (SpillReader reader = new SpillReader(FILE, new ByteArrayInputStream(bytes), SpillCodec.of(conf), 64)) {
            for (IndexRecord record : index) {
                Pairs.read(reader.partition(record));
            }
        }
    }

    /** In partitions 0 and 2; 1 and 3 are empty. */
    private static List<Pairs.Pair> ofAllLengths() {
        SplittableRandom random = new SplittableRandom(7);
        List<Pairs.Pair> pairs = new ArrayList<>();
        for (int length : LENGTHS) {
            pairs.add(new Pairs.Pair(0, Pairs.bytes(random, length, 256), Pairs.bytes(random, 3, 256)));
            pairs.add(new Pairs.Pair(2, Pairs.bytes(random, 3, 256), Pairs.bytes(random, length, 256)));
        }
        return pairs;
    }

    private static byte[] write(JobConf conf, List<Pairs.Pair> pairs, int partitions, List<IndexRecord> index)
            throws IOException {
        SortedArena sorted = Pairs.arena(pairs, partitions).sorted();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SpillWriter writer = new SpillWriter(new FSDataOutputStream(out, null), SpillCodec.of(conf), () -> {})) {
            for (int i = 0; i < partitions; i++) {
                index.add(writer.write(sorted.partition(i)));
            }
            assertThat(writer.bytes()).isEqualTo(out.size());
            assertThat(writer.pairs()).isEqualTo(pairs.size());
        }
        return out.toByteArray();
    }

    static List<String> readByHadoop(JobConf conf, java.nio.file.Path file, IndexRecord record) throws IOException {
        CompressionCodec codec = conf.getCompressMapOutput()
                ? ReflectionUtils.newInstance(conf.getMapOutputCompressorClass(DefaultCodec.class), conf)
                : null;
        FSDataInputStream in = FileSystem.getLocal(conf).getRaw().open(new Path(file.toUri()));
        in.seek(record.startOffset);
        IFile.Reader<BytesWritable, BytesWritable> reader =
                new IFile.Reader<>(conf, in, record.partLength, codec, null);
        List<String> texts = new ArrayList<>();
        DataInputBuffer bytes = new DataInputBuffer();
        BytesWritable key = new BytesWritable();
        BytesWritable value = new BytesWritable();
        while (reader.nextRawKey(bytes)) {
            key.readFields(bytes);
            reader.nextRawValue(bytes);
            value.readFields(bytes);
            texts.add(new Pairs.Pair(0, key.copyBytes(), value.copyBytes()).text());
        }
        assertThat(reader.bytesRead).isEqualTo(record.rawLength);
        reader.close();
        return texts;
    }
}
