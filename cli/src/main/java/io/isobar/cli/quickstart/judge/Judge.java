package io.isobar.cli.quickstart.judge;

import io.isobar.cli.quickstart.judge.Fault.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what must not happen in a record of answers. Promises that it holds the data centers to: an answer comes from
 * one release; that is the release which its header names; a client never sees an older release than it has seen, or
 * has a token for; no question goes unanswered.
 */
public final class Judge {
    private static final int OK = 200;
    private static final int QUOTED = 160;

    private final ExpectedAnswers expected;
    private final RowMatch rows;

    public Judge(ExpectedAnswers expected) {
        this.expected = expected;
        this.rows = new RowMatch(expected);
    }

    /** Judges all answers, in any order: a client's own are put in the order of its turns first. */
    public Verdict judge(List<Answer> answers) {
        List<Fault> faults = new ArrayList<>();
        Map<Long, Integer> right = new HashMap<>();
        Map<Integer, Long> newestSeen = new HashMap<>();
        List<Answer> inTurn = new ArrayList<>(answers);
        inTurn.sort(Comparator.comparingInt(Answer::client).thenComparingLong(Answer::turn));
        for (Answer answer : inTurn) {
            List<Fault> found = new ArrayList<>();
            ofContent(answer).ifPresent(found::add);
            ofTime(answer, newestSeen).ifPresent(found::add);
            if (found.isEmpty()) {
                answer.release().ifPresent(release -> right.merge(release.seq(), 1, Integer::sum));
            }
            faults.addAll(found);
        }
        return new Verdict(answers.size(), right, faults);
    }

    private Optional<Fault> ofTime(Answer answer, Map<Integer, Long> newestSeen) {
        if (answer.release().isEmpty()) {
            return Optional.empty();
        }
        long seq = answer.release().get().seq();
        long floor = Math.max(answer.tokenSeq(), newestSeen.getOrDefault(answer.client(), 0L));
        newestSeen.merge(answer.client(), seq, Math::max);
        return seq >= floor
                ? Optional.empty()
                : fault(Kind.WENT_BACK, answer, "is of release [%d], after release [%d]".formatted(seq, floor));
    }

    private Optional<Fault> ofContent(Answer answer) {
        if (answer.status() != OK) {
            return fault(Kind.FAILED, answer, "has status [%d]: %s".formatted(answer.status(), quote(answer.body())));
        }
        if (answer.release().isEmpty()) {
            return fault(Kind.FAILED, answer, "doesn't name its release");
        }
        ReleaseHeader named = answer.release().get();
        Optional<ReleaseHeader> known = expected.release(named.seq());
        if (known.isEmpty() || !known.get().equals(named)) {
            return fault(
                    Kind.FALSE_HEADER,
                    answer,
                    "names release [%s], which was never committed%s"
                            .formatted(
                                    named,
                                    known.map(k -> "; seq [%d] is [%s]".formatted(k.seq(), k))
                                            .orElse("")));
        }
        Optional<String> right = expected.answer(named.seq(), answer.question());
        if (right.isPresent() && right.get().equals(answer.body())) {
            return Optional.empty();
        }
        return Optional.of(explain(answer, named));
    }

    /** The answer differs from what it must be: why? */
    private Fault explain(Answer answer, ReleaseHeader named) {
        for (Map.Entry<ReleaseHeader, String> other : expected.answers(answer.question())) {
            if (other.getValue().equals(answer.body())) {
                return faultOf(
                        Kind.FALSE_HEADER,
                        answer,
                        "names release [%s] and is the answer of [%s]".formatted(named, other.getKey()));
            }
        }
        Optional<String> mix = rows.mixture(answer.question(), answer.body());
        if (mix.isPresent()) {
            return faultOf(Kind.MIXED, answer, "names release [%s] and %s".formatted(named, mix.get()));
        }
        return faultOf(
                Kind.WRONG,
                answer,
                "names release [%s] and is the answer of no release: %s".formatted(named, quote(answer.body())));
    }

    private static Optional<Fault> fault(Kind kind, Answer answer, String what) {
        return Optional.of(faultOf(kind, answer, what));
    }

    private static Fault faultOf(Kind kind, Answer answer, String what) {
        return new Fault(kind, "Answer of " + answer.where() + " " + what);
    }

    private static String quote(String body) {
        String text = body.substring(0, Math.min(body.length(), QUOTED)).replace('\n', ' ');
        return "[" + text + (body.length() > QUOTED ? "…" : "") + "]";
    }
}
