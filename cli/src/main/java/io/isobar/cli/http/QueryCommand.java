package io.isobar.cli.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isobar.cli.CommandFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks a running router or broker. */
@Command(
        name = "query",
        description = {
            "Post a native query to a router or broker. The answer goes to standard output; the release that it comes"
                    + " from and the data center to standard error.",
            "With --token-file the client remembers the newest release it has seen, and is never shown an older one."
        },
        exitCodeList = {"0:answered", "1:refused, or nobody answered", "2:wrong usage"},
        footer = "  isobar query --server http://127.0.0.1:8888 -f query.json --token-file ~/.isobar-token")
public final class QueryCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--server",
            required = true,
            paramLabel = "URL",
            description = "The router, or a broker: http://host:port.")
    private URI server;

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "The query (JSON); - for standard input.")
    private String file = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Send the token in this file along, if it is there, and keep the next one in it.")
    private Optional<Path> tokenFile = Optional.empty();

    @Option(names = "--release", paramLabel = "SEQ", description = "Ask for this release, and for no other.")
    private Optional<Long> release = Optional.empty();

    @Option(
            names = "--client-address",
            paramLabel = "IP",
            description =
                    "Ask on behalf of a client at this address (X-Forwarded-For); the router must trust this machine.")
    private Optional<String> clientAddress = Optional.empty();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "How long to wait (default: ${DEFAULT-VALUE}).")
    private long timeout;

    @Option(
            names = "--json",
            description = "Print one object: status, release, data center, route, and the answer in it.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (server.getHost() == null || server.getScheme() == null) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid --server [%s]: should look like http://host:port".formatted(server));
        }
        QueryAnswer answer = new QueryClient(Duration.ofSeconds(timeout)).ask(server, query(), headers());
        if (answer.isOk()) {
            keepToken(answer);
        }
        if (json) {
            spec.commandLine().getOut().println(asJson(answer));
            return answer.isOk() ? 0 : 1;
        }
        return print(answer);
    }

    private int print(QueryAnswer answer) {
        PrintWriter err = spec.commandLine().getErr();
        if (!answer.isOk()) {
            throw new CommandFailedException(
                    "[%s] refused with status [%d]: %s".formatted(server, answer.status(), reason(answer.body())));
        }
        spec.commandLine().getOut().println(answer.body());
        err.println("release " + answer.release().orElse("not told") + " from "
                + answer.dataCenter().orElse("nobody in particular")
                + answer.route().map(route -> " (" + route + ")").orElse(""));
        return 0;
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        clientAddress.ifPresent(address -> headers.put("X-Forwarded-For", address));
        if (tokenFile.isPresent() && Files.exists(tokenFile.get())) {
            String token = Files.readString(tokenFile.get()).strip();
            if (!token.isEmpty()) {
                headers.put(QueryClient.TOKEN, token);
            }
        }
        return headers;
    }

    private void keepToken(QueryAnswer answer) throws IOException {
        if (tokenFile.isPresent() && answer.token().isPresent()) {
            Files.writeString(tokenFile.get(), answer.token().get() + System.lineSeparator());
        }
    }

    private byte[] query() throws IOException {
        if (!file.equals("-") && !Files.isRegularFile(Path.of(file))) {
            throw new ParameterException(spec.commandLine(), "No file [" + file + "] for --file");
        }
        try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readAllBytes();
            if (release.isEmpty()) {
                return bytes;
            }
            if (!(JSON.readTree(bytes) instanceof ObjectNode query)) {
                throw new CommandFailedException(
                        "[%s] holds no JSON object, so it can't ask for a release".formatted(file));
            }
            query.withObjectProperty("context").put("release", release.get());
            return query.toString().getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new CommandFailedException("[%s] is not JSON: %s".formatted(file, e.getOriginalMessage()), e);
        }
    }

    private static String asJson(QueryAnswer answer) throws JsonProcessingException {
        ObjectNode root = JSON.createObjectNode().put("status", answer.status());
        answer.release().ifPresent(text -> root.put("release", text));
        answer.dataCenter().ifPresent(text -> root.put("dc", text));
        answer.route().ifPresent(text -> root.put("route", text));
        JsonNode body = JSON.readTree(answer.body());
        root.set("answer", body);
        return root.toPrettyString();
    }

    /** Druid's error response has the message in a field; anything else is shown as it is. */
    private static String reason(String body) {
        try {
            JsonNode root = JSON.readTree(body);
            JsonNode message = root == null ? null : root.get("errorMessage");
            return message == null ? body : message.asText();
        } catch (JsonProcessingException notJson) {
            return body;
        }
    }
}
