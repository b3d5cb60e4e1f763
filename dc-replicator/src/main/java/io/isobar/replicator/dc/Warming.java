package io.isobar.replicator.dc;

import io.isobar.catalog.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Asks every broker of a data center the golden questions about one release, and judges the answers. */
public final class Warming {
    private final DcNodes nodes;

    /** Asks {@code nodes}. */
    public Warming(DcNodes nodes) {
        this.nodes = nodes;
    }

    /** Asks about {@code view}. */
    public Warmth ask(View view) throws IOException, InterruptedException {
        var questions = new GoldenQuestions(view);
        List<String> brokers = nodes.brokers();
        Optional<String> digest = Optional.empty();
        for (String broker : brokers) {
            Warmth warmth = ask(broker, questions, view.seq());
            if (!(warmth instanceof Warmth.Warm warm)) {
                return warmth;
            }
            if (digest.isPresent() && !digest.get().equals(warm.answersDigest())) {
                return new Warmth.Cold(
                        "broker [%s] gives other answers than broker [%s]".formatted(broker, brokers.get(0)));
            }
            digest = Optional.of(warm.answersDigest());
        }
        return digest.<Warmth>map(Warmth.Warm::new)
                .orElseGet(() -> new Warmth.Cold("no broker is alive in this data center: start one"));
    }

    private Warmth ask(String broker, GoldenQuestions questions, long seq) throws IOException, InterruptedException {
        MessageDigest digest = sha256();
        int index = 0;
        for (byte[] question : questions.questions()) {
            byte[] answer = nodes.ask(broker, question);
            Optional<String> complaint = questions.complaint(index, answer);
            if (complaint.isPresent()) {
                return new Warmth.Cold("broker [%s] pinned to release [%s] %s".formatted(broker, seq, complaint.get()));
            }
            // The length parts the answers, so that no two lists of them run into the same bytes.
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(answer.length).flip());
            digest.update(answer);
            index++;
        }
        return new Warmth.Warm(HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
