package io.isobar.indexer.hadoop;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.Lz4Codec;
import org.apache.hadoop.io.compress.SnappyCodec;
import org.apache.hadoop.io.compress.SplittableCompressionCodec;
import org.jspecify.annotations.Nullable;

/**
 * A text file, plain or compressed as its name says: by one of Hadoop's codecs, or Zstandard. Hadoop's own codec for the
 * latter needs Hadoop's native library, which many nodes lack.
 */
final class TextFile {
    private final Path path;
    private final Configuration conf;

    TextFile(Path path, Configuration conf) {
        this.path = path;
        this.conf = conf;
    }

    Path path() {
        return path;
    }

    /** Whether tasks may share the file: plain text, and codecs whose blocks stand alone. */
    boolean isSplittable() {
        return !isZstandard() && (codec() == null || codec() instanceof SplittableCompressionCodec);
    }

    boolean isCompressed() {
        return isZstandard() || codec() != null;
    }

    /** The file's bytes as they are. */
    FSDataInputStream open() throws IOException {
        return path.getFileSystem(conf).open(path);
    }

    /** The text of a file that {@link #open} gave, from its beginning. */
    InputStream text(FSDataInputStream bytes) throws IOException {
        if (isZstandard()) {
            return new ZstdInputStream(bytes);
        }
        CompressionCodec codec = codec();
        if (codec instanceof SnappyCodec || codec instanceof Lz4Codec) {
            return new WholeBlocks(bytes, codec);
        }
        return codec == null ? bytes : codec.createInputStream(bytes);
    }

    private boolean isZstandard() {
        return path.getName().endsWith(".zst") || path.getName().endsWith(".zstd");
    }

    private @Nullable CompressionCodec codec() {
        return new CompressionCodecFactory(conf).getCodec(path);
    }

    /** What a reader should tell about bytes that can't be decompressed, whatever its codec throws. */
    IOException damaged(Throwable problem) {
        String name = path.getName();
        return isCompressed()
                ? DamagedFile.of(name.substring(name.lastIndexOf('.') + 1), path, problem)
                : new IOException("File [%s] can't be read: %s".formatted(path, problem.getMessage()), problem);
    }
}
