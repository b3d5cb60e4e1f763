package io.isobar.indexer.sort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Seeded pairs for tests, and the order that they should get. */
public final class Pairs {
    private Pairs() {}

    /** One pair. */
    public static final class Pair {
        private final int partition;
        private final byte[] key;
        private final byte[] value;

        public Pair(int partition, byte[] key, byte[] value) {
            this.partition = partition;
            this.key = key;
            this.value = value;
        }

        public int partition() {
            return partition;
        }

        public byte[] key() {
            return key;
        }

        public byte[] value() {
            return value;
        }

        /** As text that can be compared and read. */
        public String text() {
            return HexFormat.of().formatHex(key) + "=" + HexFormat.of().formatHex(value);
        }
    }

    /** Keys of many kinds in one list; values tell in which order pairs came, if they aren't empty. */
    public static List<Pair> some(SplittableRandom random, int count, int partitions) {
        int[] used = IntStream.range(0, partitions)
                .filter(i -> partitions == 1 || random.nextInt(3) > 0)
                .toArray();
        byte[] common = bytes(random, random.nextInt(100), 256);
        int kind = random.nextInt(6);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int partition = used.length == 0 ? 0 : used[random.nextInt(used.length)];
            byte[] value =
                    random.nextInt(4) == 0 ? new byte[0] : Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
            pairs.add(new Pair(partition, key(random, kind, common), value));
        }
        return pairs;
    }

    private static byte[] key(SplittableRandom random, int kind, byte[] common) {
        return switch (kind) {
            case 0 -> bytes(random, random.nextInt(7), 256); // shorter than eight bytes
            case 1 -> bytes(random, random.nextInt(20), 2); // zeros and ones: many are others and zeros
            case 2 -> join(common, bytes(random, random.nextInt(4), 3)); // hardly different, and late
            case 3 -> join(common, bytes(random, 8 + random.nextInt(60), 256));
            case 4 -> new byte[random.nextInt(80)]; // different in length alone
            default ->
                switch (random.nextInt(5)) {
                    case 0 -> key(random, 3, common);
                    case 1 -> Arrays.copyOf(common, random.nextInt(common.length + 1));
                    default -> key(random, random.nextInt(5), common);
                };
        };
    }

    /** Bytes of a small alphabet that has both ends of the order. */
    public static byte[] bytes(SplittableRandom random, int length, int alphabet) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            int letter = random.nextInt(alphabet);
            bytes[i] = (byte) (letter == 2 ? 0xFF : letter);
        }
        return bytes;
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    /** The pairs of a partition as a plain, stable sort orders them. */
    public static List<String> expected(List<Pair> pairs, int partition) {
        return pairs.stream()
                .filter(pair -> pair.partition() == partition)
                .sorted(Comparator.comparing(Pair::key, Arrays::compareUnsigned))
                .map(Pair::text)
                .toList();
    }

    /** An arena with these pairs, which has room for them. */
    public static PairArena arena(List<Pair> pairs, int partitions) {
        PairArena arena = new PairArena(partitions, Integer.MAX_VALUE);
        for (Pair pair : pairs) {
            if (!add(arena, pair)) {
                throw new IllegalStateException("no room");
            }
        }
        return arena;
    }

    /** Adds a pair out of arrays that are longer than it. */
    public static boolean add(PairArena arena, Pair pair) {
        byte[] key = Arrays.copyOf(pair.key(), pair.key().length + 3);
        byte[] value = Arrays.copyOf(pair.value(), pair.value().length + 3);
        return arena.add(pair.partition(), key, pair.key().length, value, pair.value().length);
    }

    /** The texts of all pairs to the end. */
    public static List<String> read(SortedPairs pairs) throws IOException {
        List<String> texts = new ArrayList<>();
        while (pairs.next()) {
            int key = pairs.from() + Integer.BYTES;
            int value = key + pairs.keyLength() + Integer.BYTES;
            texts.add(new Pair(
                            0,
                            Arrays.copyOfRange(pairs.bytes(), key, key + pairs.keyLength()),
                            Arrays.copyOfRange(pairs.bytes(), value, value + pairs.valueLength()))
                    .text());
        }
        return texts;
    }
}
