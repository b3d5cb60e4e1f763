package io.isobar.segment.fuzz;

import java.util.Arrays;
import java.util.function.Predicate;

/** Takes back as much of an input's damage as it can while the fault stays the same. */
final class Minimiser {
    private final Predicate<FuzzInput> fails;

    /** @param fails whether an input still has the fault */
    Minimiser(Predicate<FuzzInput> fails) {
        this.fails = fails;
    }

    /** An input with the same fault, and no more damage than the one given. */
    FuzzInput minimise(FuzzInput input) {
        FuzzInput least = shorten(input);
        return least.damaged().length == least.sound().length ? restore(least) : least;
    }

    /** Without the bytes at the end that don't matter. */
    private FuzzInput shorten(FuzzInput input) {
        FuzzInput least = input;
        for (int cut = least.damaged().length / 2; cut > 0; cut /= 2) {
            while (least.damaged().length > cut) {
                byte[] bytes = least.damaged();
                FuzzInput shorter = least.withDamaged(Arrays.copyOf(bytes, bytes.length - cut));
                if (!fails.test(shorter)) {
                    break;
                }
                least = shorter;
            }
        }
        return least;
    }

    /** With every range of bytes as it was that doesn't matter. */
    private FuzzInput restore(FuzzInput input) {
        FuzzInput least = input;
        byte[] sound = input.sound();
        for (int length = sound.length; length > 0; length /= 2) {
            for (int at = 0; at < sound.length; at += length) {
                int end = Math.min(sound.length, at + length);
                if (!Arrays.equals(sound, at, end, least.damaged(), at, end)) {
                    byte[] bytes = least.damaged().clone();
                    System.arraycopy(sound, at, bytes, at, end - at);
                    FuzzInput restored = least.withDamaged(bytes);
                    least = fails.test(restored) ? restored : least;
                }
            }
        }
        return least;
    }
}
