package io.isobar.cli.quickstart.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.isobar.cli.http.QueryAnswer;
import io.isobar.cli.http.QueryClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RoamingClientsTest {
    private static final List<Question> QUESTIONS = List.of(new Question("days", "{}"), new Question("top", "{}"));

    private final List<String> visited = Collections.synchronizedList(new ArrayList<>());
    private final List<String> tokens = Collections.synchronizedList(new ArrayList<>());

    @Test
    void visitsEveryRouterFromEveryCountryAndTakesItsTokenAlong() {
        List<Answer> answers = roam((router, query, headers) -> {
            visited.add(router + " from " + headers.get("X-Forwarded-For"));
            tokens.add(String.valueOf(headers.get(QueryClient.TOKEN)));
            return answer(200, "token-" + tokens.size());
        });

        assertThat(visited).contains("east from us", "east from fr", "west from us", "west from fr");
        assertThat(tokens).startsWith("null", "token-1", "token-2");
        assertThat(answers.get(0).tokenSeq()).isZero();
        assertThat(answers.get(1).tokenSeq()).isEqualTo(7);
        assertThat(answers).extracting(Answer::question).contains("days", "top");
    }

    @Test
    void keepsAQuestionThatNobodyAnsweredOnTheRecord() {
        List<Answer> answers = roam((router, query, headers) -> {
            throw new IOException("Nobody listens");
        });

        assertThat(answers.get(0).status()).isZero();
        assertThat(answers.get(0).body()).isEqualTo("Nobody listens");
    }

    private static List<Answer> roam(RoamingClients.Line line) {
        RoamingClients clients =
                new RoamingClients(line, List.of("east", "west"), List.of("us", "fr"), QUESTIONS, Duration.ofMillis(1));
        try (clients) {
            clients.start(1);
            await().until(() -> clients.count() >= 12);
        }
        return clients.answers();
    }

    private static QueryAnswer answer(int status, String token) {
        return new QueryAnswer(
                status,
                Optional.of("flights:7:0123abcd"),
                Optional.of("east"),
                Optional.of(token),
                Optional.empty(),
                "[]");
    }
}
