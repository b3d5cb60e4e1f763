package io.isobar.segment.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes damaged inputs by number: the same number gives the same input from the same sound segments, so that any of them
 * can be had again, and a campaign go on where it stopped.
 */
final class Fuzzer {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
    /** One input in so many is a whole segment, or a zip on disk, which take longer than a column in memory. */
    private static final int SEGMENTS_ONE_IN = 10;

    private static final int ZIPS_ONE_IN = 400;

    private static final List<FuzzInput.OfZip.Kind> ZIPS = List.of(FuzzInput.OfZip.Kind.values());

    private final List<BaseSegment> bases;
    private final Path zip;
    private final long seed;

    /** A fuzzer of these segments that writes zips into {@code scratch}. */
    Fuzzer(List<BaseSegment> bases, Path scratch, long seed) {
        this.bases = List.copyOf(bases);
        this.zip = scratch.resolve("fuzzed.zip");
        this.seed = seed;
    }

    /** The input of a number. */
    FuzzInput input(long number) throws IOException {
        SplittableRandom random = new SplittableRandom(seed ^ number * GOLDEN_RATIO);
        Mutator mutator = new Mutator(random);
        BaseSegment base = pick(bases, random);
        BaseSegment other = pick(bases, random);
        if (random.nextInt(ZIPS_ONE_IN) == 0) {
            FuzzInput sound = new FuzzInput.OfZip(base, pick(ZIPS, random), zip, base.zip());
            return sound.withDamaged(mutator.mutate(sound.sound(), other.zip()));
        }
        if (base.columnFiles().isEmpty() || random.nextInt(SEGMENTS_ONE_IN) == 0) {
            String target = pick(base.others(), random);
            FuzzInput sound = new FuzzInput.OfSegment(base, target, new byte[0]);
            return sound.withDamaged(mutator.mutate(sound.sound(), pieces(other, random)));
        }
        String column = pick(base.columnFiles(), random);
        return new FuzzInput.OfColumn(base, column, mutator.mutate(base.bytes().file(column), pieces(other, random)));
    }

    private static byte[] pieces(BaseSegment other, SplittableRandom random) {
        List<byte[]> files = List.copyOf(other.bytes().logical().values());
        return files.get(random.nextInt(files.size()));
    }

    private static <T> T pick(List<T> from, SplittableRandom random) {
        return from.get(random.nextInt(from.size()));
    }
}
