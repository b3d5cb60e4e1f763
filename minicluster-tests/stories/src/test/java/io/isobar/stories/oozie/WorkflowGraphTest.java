package io.isobar.stories.oozie;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** That the check of graphs can fail. */
class WorkflowGraphTest {
    private static final String END = "<end name='end'/><kill name='failed'/>";

    @Test
    void aForkWhosePathsMeetIsSound() throws Exception {
        assertThat(problems("<start to='f'/><fork name='f'><path start='a'/><path start='b'/></fork>" + action("a", "j")
                        + action("b", "j") + "<join name='j' to='end'/>" + END))
                .isEmpty();
    }

    @Test
    void findsAForkWithoutAJoin() throws Exception {
        assertThat(problems("<start to='f'/><fork name='f'><path start='a'/><path start='b'/></fork>"
                        + action("a", "end") + action("b", "end") + END))
                .containsExactly("the paths of fork [f] don't meet in one join", "[1] forks and [0] joins");
    }

    @Test
    void findsATransitionToNowhere() throws Exception {
        assertThat(problems("<start to='a'/>" + action("a", "nd") + END))
                .contains("node [a] goes to [nd], which isn't there", "nothing goes to node [end]");
        assertThat(problems("<start to='b'/>" + action("a", "end") + END))
                .containsExactly("the start goes to [b], which isn't there");
    }

    @Test
    void findsWhatNothingGoesTo() throws Exception {
        assertThat(problems("<start to='a'/>" + action("a", "end") + action("b", "end") + END))
                .containsExactly("nothing goes to node [b]");
    }

    @Test
    void findsACircle() throws Exception {
        assertThat(problems("<start to='a'/>" + action("a", "d")
                        + "<decision name='d'><switch><case to='a'>x</case><default to='end'/></switch></decision>"
                        + END))
                .containsExactly("node [a] goes back to itself", "node [d] goes back to itself");
    }

    @Test
    void findsAnActionThatDoesNotSayWhatIfItFails() throws Exception {
        assertThat(problems("<start to='a'/><action name='a'><ok to='end'/></action><end name='end'/>"))
                .containsExactly("action [a] doesn't say where it goes if it fails, and if not");
    }

    private static String action(String name, String next) {
        return "<action name='%s'><ok to='%s'/><error to='failed'/></action>".formatted(name, next);
    }

    private static List<String> problems(String nodes) throws Exception {
        return WorkflowGraph.problems(new OozieFile("test", "<workflow-app>" + nodes + "</workflow-app>").root());
    }
}
