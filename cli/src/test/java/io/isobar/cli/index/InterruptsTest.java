package io.isobar.cli.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.indexer.progress.StopSwitch;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterruptsTest {
    private final StopSwitch stop = new StopSwitch();
    private final List<Integer> halts = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private final Deque<Runnable> answering = new ArrayDeque<>();
    private String answer = "";
    private boolean hasApplication = true;

    @Test
    void onATerminalTheFirstCtrlCAsksAndTheAnswerKills() {
        answer = "K\n";
        Interrupts interrupts = interrupts(true);

        interrupts.received("INT");

        assertThat(questions)
                .containsExactly(
                        "Kill the application (k), or detach and leave it running (d)? Anything else goes on: ");
        assertThat(stop.wish()).isEqualTo(StopSwitch.Wish.KILL);
        assertThat(interrupts.exitCode()).hasValue(130);
    }

    @Test
    void aQuestionWaitsUntilItIsAnswered() {
        Interrupts interrupts = interrupts(true);
        List<Boolean> asking = new ArrayList<>();
        answering.add(() -> asking.add(interrupts.isAsking()));

        interrupts.received("INT");

        assertThat(asking).containsExactly(true);
        assertThat(interrupts.isAsking()).isFalse();
    }

    @Test
    void theAnswerMayLeaveTheApplicationRunning() {
        answer = "d";
        interrupts(true).received("INT");

        assertThat(stop.wish()).isEqualTo(StopSwitch.Wish.DETACH);
    }

    @Test
    void anyOtherAnswerGoesOnAndTheNextCtrlCAsksAgain() {
        Interrupts interrupts = interrupts(true);
        interrupts.received("INT");
        assertThat(stop.wish()).isEqualTo(StopSwitch.Wish.GO_ON);
        assertThat(interrupts.exitCode()).isEmpty();

        interrupts.received("INT");
        assertThat(questions).hasSize(2);
    }

    @Test
    void withoutAnApplicationThereIsNothingToLeaveRunning() {
        hasApplication = false;
        answer = "d";
        interrupts(true).received("INT");

        assertThat(questions).containsExactly("Stop the run (k)? Anything else goes on: ");
        assertThat(stop.wish()).isEqualTo(StopSwitch.Wish.GO_ON);
    }

    @Test
    void aSecondCtrlCWhileItAsksKillsAndAThirdEndsAtOnce() {
        Interrupts interrupts = interrupts(true);
        answering.add(() -> interrupts.received("INT"));

        interrupts.received("INT");

        assertThat(stop.wish()).isEqualTo(StopSwitch.Wish.KILL);
        assertThat(halts).isEmpty();
        interrupts.received("INT");
        assertThat(halts).containsExactly(130);
    }

    @Test
    void withoutATerminalItKillsAtTheFirstAndEndsAtTheSecond() {
        Interrupts interrupts = interrupts(false);

        interrupts.received("INT");
        assertThat(questions).isEmpty();
        assertThat(stop.wish()).isEqualTo(StopSwitch.Wish.KILL);
        interrupts.received("TERM");

        assertThat(halts).containsExactly(143);
    }

    @Test
    void sigtermNeverAsks() {
        Interrupts interrupts = interrupts(true);

        interrupts.received("TERM");

        assertThat(questions).isEmpty();
        assertThat(stop.wish()).isEqualTo(StopSwitch.Wish.KILL);
        assertThat(interrupts.exitCode()).hasValue(143);
    }

    @Test
    void aTerminalThatIsClosedLeavesTheApplicationRunning() {
        interrupts(true).received("HUP");

        assertThat(stop.wish()).isEqualTo(StopSwitch.Wish.DETACH);
    }

    private Interrupts interrupts(boolean isTerminal) {
        Interrupts.Terminal terminal = new Interrupts.Terminal() {
            @Override
            public boolean isThere() {
                return isTerminal;
            }

            @Override
            public Optional<String> ask(String question) {
                questions.add(question);
                while (!answering.isEmpty()) {
                    answering.remove().run();
                }
                return Optional.of(answer);
            }
        };
        return new Interrupts(stop, new PrintWriter(new StringWriter()), terminal, () -> hasApplication, halts::add);
    }
}
