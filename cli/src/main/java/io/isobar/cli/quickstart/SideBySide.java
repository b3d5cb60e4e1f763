package io.isobar.cli.quickstart;

import io.isobar.cli.CommandFailedException;
import io.isobar.cli.cluster.ClusterPlan;
import io.isobar.cli.http.QueryAnswer;
import io.isobar.cli.http.QueryClient;
import io.isobar.cli.quickstart.judge.Question;
import io.isobar.cli.text.TextTable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks both data centers, and both routers as clients from two countries, the same questions. */
final class SideBySide {
    private static final int ROWS_SHOWN = 5;

    private final ClusterPlan plan;
    private final QueryClient client;
    private final Narrator narrator;

    SideBySide(ClusterPlan plan, QueryClient client, Narrator narrator) {
        this.plan = plan;
        this.client = client;
        this.narrator = narrator;
    }

    /** One who asks: {@code who} is what the user reads. */
    private record Asker(String who, URI server, Map<String, String> headers) {}

    /**
     * Asks everything, shows the answers and compares their bytes with each other and with what they must be.
     *
     * @param expected by question
     */
    void ask(List<Question> questions, Map<String, String> expected, Checks checks)
            throws IOException, InterruptedException {
        int equal = 0;
        int right = 0;
        for (Question question : questions) {
            List<Asker> askers = askers();
            List<QueryAnswer> answers = new ArrayList<>();
            for (Asker asker : askers) {
                answers.add(ask(asker, question));
            }
            show(question, askers, answers);
            long distinct = answers.stream()
                    .map(answer -> answer.release().orElse("none") + "\n" + answer.body())
                    .distinct()
                    .count();
            boolean same = distinct == 1;
            boolean asExpected =
                    answers.stream().allMatch(answer -> answer.body().equals(expected.get(question.name())));
            equal += same ? 1 : 0;
            right += asExpected ? 1 : 0;
            narrator.tell(
                    same
                            ? "byte-equal: yes, all %d answers of %,d bytes"
                                    .formatted(
                                            answers.size(),
                                            answers.get(0).body().getBytes(StandardCharsets.UTF_8).length)
                            : "byte-equal: NO, %d different answers".formatted(distinct));
        }
        checks.add(
                "both data centers and both routers give byte-equal answers of one release",
                equal == questions.size(),
                equal + " of " + questions.size() + " questions");
        checks.add(
                "they equal what the segments of the release's manifest give when read past the servers",
                right == questions.size(),
                right + " of " + questions.size() + " questions");
    }

    private List<Asker> askers() {
        List<Asker> askers = new ArrayList<>();
        for (String dc : ClusterPlan.DCS) {
            askers.add(new Asker("data center " + dc, plan.broker(dc), Map.of()));
        }
        for (int i = 0; i < ClusterPlan.DCS.size(); i++) {
            Client from = Client.ALL.get(i % Client.ALL.size());
            String dc = ClusterPlan.DCS.get(i);
            askers.add(new Asker(
                    "router of " + dc + ", client in " + from.country(),
                    plan.router(dc),
                    Map.of("X-Forwarded-For", from.address())));
        }
        return askers;
    }

    private QueryAnswer ask(Asker asker, Question question) throws IOException, InterruptedException {
        QueryAnswer answer =
                client.ask(asker.server(), question.query().getBytes(StandardCharsets.UTF_8), asker.headers());
        if (!answer.isOk()) {
            throw new CommandFailedException("Question [%s] to the %s failed with status [%d]: %s"
                    .formatted(question.name(), asker.who(), answer.status(), answer.body()));
        }
        return answer;
    }

    private void show(Question question, List<Asker> askers, List<QueryAnswer> answers) throws IOException {
        String[] headings = new String[ClusterPlan.DCS.size()];
        List<List<String>> columns = new ArrayList<>();
        for (int i = 0; i < headings.length; i++) {
            headings[i] =
                    ClusterPlan.DCS.get(i) + "  " + answers.get(i).release().orElse("names no release");
            columns.add(AnswerRows.of(answers.get(i).body(), ROWS_SHOWN));
        }
        TextTable table = new TextTable(headings);
        int rows = columns.stream().mapToInt(List::size).min().orElse(0);
        for (int row = 0; row < rows; row++) {
            Object[] cells = new Object[headings.length];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = columns.get(i).get(row);
            }
            table.row(cells);
        }
        String first = answers.get(0).body();
        narrator.tell("");
        narrator.tell("%s (%s; %d rows%s)"
                .formatted(
                        question.inWords(),
                        AnswerRows.fields(first).replace("  ", ", "),
                        AnswerRows.count(first),
                        AnswerRows.count(first) > ROWS_SHOWN ? ", the first " + ROWS_SHOWN + " shown" : ""));
        narrator.tell(table.render("  "));
        for (int i = headings.length; i < answers.size(); i++) {
            narrator.tell("  %s: answered by %s, %s"
                    .formatted(
                            askers.get(i).who(),
                            answers.get(i).dataCenter().orElse("nobody in particular"),
                            answers.get(i).release().orElse("names no release")));
        }
    }
}
