package io.isobar.segment.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one block of 64 KiB costs in each codec: the floor under every column that is stored in it. Run:
 * {@code mvn -Pjmh -Dfast -pl segment-format verify -DskipTests -Djmh.arguments=BlockBenchmark}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BlockBenchmark {
    /** What is in the block. */
    public enum Content {
        PRICES {
            @Override
            void put(ByteBuffer block, SplittableRandom random) {
                block.putDouble(random.nextInt(100_000) / 100.0);
            }
        },
        RANDOM_DOUBLES {
            @Override
            void put(ByteBuffer block, SplittableRandom random) {
                block.putDouble(random.nextDouble());
            }
        },
        LONGS_BELOW_1000 {
            @Override
            void put(ByteBuffer block, SplittableRandom random) {
                block.putLong(random.nextInt(1000));
            }
        },
        IDS_OF_10_VALUES {
            @Override
            void put(ByteBuffer block, SplittableRandom random) {
                block.put((byte) random.nextInt(10));
            }
        },
        IDS_OF_1000_VALUES {
            @Override
            void put(ByteBuffer block, SplittableRandom random) {
                block.putShort((short) random.nextInt(1000));
            }
        };

        abstract void put(ByteBuffer block, SplittableRandom random);
    }

    @Param({"LZ4", "LZF", "ZSTD", "UNCOMPRESSED"})
    private Compression compression = Compression.LZ4;

    @Param
    private Content content = Content.PRICES;

    private final byte[] plain = new byte[Compression.BLOCK_BYTES];
    private final byte[] decompressed = new byte[Compression.BLOCK_BYTES];
    private byte[] compressed = {};
    private ByteBuffer mapped = ByteBuffer.allocateDirect(0);

    /** Makes the block. */
    @Setup
    public void compressOnce() {
        ByteBuffer block = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
        SplittableRandom random = new SplittableRandom(1);
        while (block.hasRemaining()) {
            content.put(block, random);
        }
        compressed = compression.compress(plain, plain.length);
        mapped = ByteBuffer.allocateDirect(compressed.length).put(0, compressed);
    }

    /** Out of memory that a file is mapped into, as columns are read. */
    @Benchmark
    public int decompress() {
        if (compression.readsInPlace(mapped)) {
            return compression.decompress(mapped, 0, compressed.length, decompressed);
        }
        mapped.get(0, compressed);
        return compression.decompress(compressed, compressed.length, decompressed);
    }

    /** As columns are written. */
    @Benchmark
    public byte[] compress() {
        return compression.compress(plain, plain.length);
    }
}
