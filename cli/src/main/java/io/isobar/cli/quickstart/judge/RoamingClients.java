package io.isobar.cli.quickstart.judge;

import io.isobar.cli.http.QueryAnswer;
import io.isobar.cli.http.QueryClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Clients that travel: each goes from router to router and from country to country, takes its token along, and asks one
 * question after the other. Everything they are answered is kept for the judge.
 */
public final class RoamingClients implements AutoCloseable {
    /** How a client reaches a router. */
    @FunctionalInterface
    public interface Line {
        QueryAnswer ask(String router, String query, Map<String, String> headers)
                throws IOException, InterruptedException;
    }

    private final Line line;
    private final List<String> routers;
    private final List<String> addresses;
    private final List<Question> questions;
    private volatile Duration pause;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param routers names that {@code line} understands
     * @param addresses where clients are, one after the other
     * @param pause between an answer and the client's next question
     */
    public RoamingClients(
            Line line, List<String> routers, List<String> addresses, List<Question> questions, Duration pause) {
        this.line = line;
        this.routers = List.copyOf(routers);
        this.addresses = List.copyOf(addresses);
        this.questions = List.copyOf(questions);
        this.pause = pause;
    }

    public RoamingClients start(int clients) {
        for (int number = 1; number <= clients; number++) {
            int client = number;
            Thread thread = new Thread(() -> roam(client), "client-" + client);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
        return this;
    }

    /** From now on there is that much time between an answer and the client's next question. */
    public void pauseFor(Duration changed) {
        pause = changed;
    }

    /** How many answers there are by now. */
    public int count() {
        return answers.size();
    }

    /** How many answers named this release by now. */
    public long countOf(long seq) {
        return answers.stream()
                .filter(answer -> answer.release().map(r -> r.seq() == seq).orElse(false))
                .count();
    }

    /** Everything answered so far. */
    public List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** Lets each client have its last answer. */
    @Override
    public void close() {
        stop.countDown();
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void roam(int client) {
        Optional<String> token = Optional.empty();
        long tokenSeq = 0;
        try {
            for (long turn = 1; !stop.await(pause.toMillis(), TimeUnit.MILLISECONDS); turn++) {
                int hop = (int) (client + turn);
                String router = routers.get(hop % routers.size());
                Question question = questions.get(hop % questions.size());
                Map<String, String> headers = new HashMap<>();
                headers.put("X-Forwarded-For", addresses.get((int) (client + turn / 3) % addresses.size()));
                token.ifPresent(text -> headers.put(QueryClient.TOKEN, text));
                QueryAnswer got = ask(router, question, headers);
                Optional<ReleaseHeader> release = got.release().flatMap(ReleaseHeader::parse);
                answers.add(new Answer(
                        client,
                        turn,
                        question.name(),
                        router,
                        got.dataCenter().orElse(""),
                        tokenSeq,
                        release,
                        got.status(),
                        got.body()));
                if (got.token().isPresent()) {
                    token = got.token();
                    tokenSeq =
                            Math.max(tokenSeq, release.map(ReleaseHeader::seq).orElse(0L));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A question that nobody answers is on the record as well, with status 0. */
    private QueryAnswer ask(String router, Question question, Map<String, String> headers) throws InterruptedException {
        try {
            return line.ask(router, question.query(), headers);
        } catch (IOException e) {
            return new QueryAnswer(
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    String.valueOf(e.getMessage()));
        }
    }
}
