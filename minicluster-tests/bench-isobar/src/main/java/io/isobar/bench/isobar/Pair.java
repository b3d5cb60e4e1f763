package io.isobar.bench.isobar;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The contenders that take turns: both, or one alone. For one thread. */
final class Pair implements AutoCloseable {
    private final List<ForkedContender> contenders;

    Pair(List<ForkedContender> contenders) {
        this.contenders = List.copyOf(contenders);
    }

    /** Has each do something once, which nobody measures. */
    void once(Object... words) throws IOException {
        for (ForkedContender contender : contenders) {
            contender.ask(words);
        }
    }

    /** One of them, for work that isn't measured. */
    ForkedContender any() {
        return contenders.get(0);
    }

    /** Has each do something a number of times; who begins changes from round to round. */
    Measured measure(int rounds, Object... words) throws IOException {
        Measured measured = new Measured();
        List<ForkedContender> turn = new ArrayList<>(contenders);
        for (int round = 0; round < rounds; round++) {
            for (ForkedContender contender : turn) {
                measured.add(contender.name(), contender.ask(words));
            }
            Collections.reverse(turn);
        }
        return measured;
    }

    @Override
    public void close() {
        contenders.forEach(ForkedContender::close);
    }
}
