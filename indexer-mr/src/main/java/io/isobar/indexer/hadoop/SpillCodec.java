package io.isobar.indexer.hadoop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.Compressor;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.hadoop.io.compress.DefaultCodec;
import org.apache.hadoop.mapred.JobConf;
import org.apache.hadoop.mapreduce.MRJobConfig;
import org.apache.hadoop.util.ReflectionUtils;
import org.jspecify.annotations.Nullable;

/**
 * How a job compresses its map output, if it does: {@code mapreduce.map.output.compress} and its codec, any of Hadoop's. A
 * codec that has no compressor leaves the bytes as they are, as Hadoop's own collector and shuffle have it.
 */
final class SpillCodec {
    private static final SpillCodec NONE = new SpillCodec(Optional.empty());

    private final Optional<CompressionCodec> codec;

    private SpillCodec(Optional<CompressionCodec> codec) {
        this.codec = codec;
    }

    /**
     * As the job has it.
     *
     * @throws IOException if the codec isn't on the task's class path
     */
    static SpillCodec of(JobConf conf) throws IOException {
        if (!conf.getCompressMapOutput()) {
            return NONE;
        }
        try {
            return new SpillCodec(Optional.of(
                    ReflectionUtils.newInstance(conf.getMapOutputCompressorClass(DefaultCodec.class), conf)));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "[%s] is [%s], which isn't on the class path of the tasks: name a codec of Hadoop's"
                            .formatted(
                                    MRJobConfig.MAP_OUTPUT_COMPRESS_CODEC,
                                    conf.get(MRJobConfig.MAP_OUTPUT_COMPRESS_CODEC)),
                    e);
        }
    }

    /** Whether bytes change at all. */
    boolean compresses() {
        return codec.isPresent();
    }

    Compressing compressing() {
        return new Compressing();
    }

    Decompressing decompressing() {
        return new Decompressing();
    }

    /** A compressor of Hadoop's pool, until it is closed. Not thread-safe. */
    final class Compressing implements AutoCloseable {
        private final @Nullable Compressor compressor =
                codec.map(CodecPool::getCompressor).orElse(null);

        /** What to write to so that {@code out} gets the compressed bytes; ended by {@code finish}, if it is a codec's. */
        OutputStream over(OutputStream out) throws IOException {
            if (compressor == null) {
                return out;
            }
            compressor.reset();
            return codec.orElseThrow().createOutputStream(out, compressor);
        }

        @Override
        public void close() {
            CodecPool.returnCompressor(compressor);
        }
    }

    /** A decompressor of Hadoop's pool, until it is closed. Not thread-safe. */
    final class Decompressing implements AutoCloseable {
        private final @Nullable Decompressor decompressor =
                codec.map(CodecPool::getDecompressor).orElse(null);

        /** The bytes whose compressed ones {@code in} has. */
        InputStream over(InputStream in) throws IOException {
            if (decompressor == null) {
                return in;
            }
            decompressor.reset();
            return codec.orElseThrow().createInputStream(in, decompressor);
        }

        @Override
        public void close() {
            CodecPool.returnDecompressor(decompressor);
        }
    }
}
