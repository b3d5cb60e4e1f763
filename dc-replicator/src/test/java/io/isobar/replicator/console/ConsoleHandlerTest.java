package io.isobar.replicator.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.Releases;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.DcState;
import io.isobar.catalog.sql.TestDatabases;
import io.isobar.replicator.http.HttpEndpoint;
import io.isobar.replicator.work.ControlLink;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleHandlerTest {
    private static final String FLIGHTS = Releases.DATA_SOURCE;

    private ControlDatabase database;
    private ControlLink link;
    private HttpEndpoint endpoint;

    @BeforeEach
    void open() throws Exception {
        DatabaseConfig config = TestDatabases.fresh();
        database = ControlDatabase.open(config);
        database.migrate();
        link = new ControlLink(config);
        endpoint = HttpEndpoint.open("console", "127.0.0.1", 0, new ConsoleHandler(link, Clock.systemUTC()));
    }

    @AfterEach
    void close() {
        endpoint.close();
        link.close();
        database.close();
    }

    @Test
    void showsWhatHoldsAReleaseUp() throws Exception {
        database.dcs().register("east");
        database.dcs().register("west");
        long home = database.batches().claimHome(FLIGHTS, "east");
        String version = database.batches()
                .begin(FLIGHTS, "first", home, Instant.parse("2026-01-01T00:00:00Z"))
                .version();
        database.batches().seal(Releases.batch("first", version, 0, 2, home));
        database.releases().startDistribution(FLIGHTS, database.releases().mintEpoch("c"));
        ReleaseRef release =
                database.releases().distributing(FLIGHTS).orElseThrow().ref();
        database.dcs().progress(FLIGHTS, 1, "west", DcState.COPYING, 1, 4, "<b>slow</b>");

        JsonNode source = new ObjectMapper()
                .readTree(get("/isobar/v1/cluster").body())
                .path("datasources")
                .path(0);

        assertThat(source.path("dataSource").asText()).isEqualTo(FLIGHTS);
        assertThat(source.path("unmet").path(0).asText())
                .isEqualTo("DC [east] hasn't voted READY for release [%s]".formatted(release));
        JsonNode first = source.path("releases").path(0);
        assertThat(first.path("state").asText()).isEqualTo("DISTRIBUTING");
        assertThat(first.path("segments").asInt()).isEqualTo(4);
        JsonNode west = first.path("datacenters").path(0);
        assertThat(west.path("percent").asInt()).isEqualTo(25);
        assertThat(west.path("detail").asText()).isEqualTo("<b>slow</b>");
        assertThat(source.has("cutover")).isFalse();
    }

    @Test
    void thePageLoadsNothingFromElsewhereAndRunsNothingInline() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("default-src 'none'; script-src 'self'; style-src 'self'")
                        .doesNotContain("unsafe"));
        assertThat(page.body()).doesNotContain("http://", "https://", "onclick", "<style");
        assertThat(get("/console.js").body()).doesNotContain("innerHTML", "insertAdjacentHTML", "document.write");
        assertThat(get("/console.css").statusCode()).isEqualTo(200);
    }

    @Test
    void onlyReads() throws Exception {
        var post = HttpRequest.newBuilder(uri("/isobar/v1/cluster"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(post, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
        assertThat(get("/../password").statusCode()).isIn(400, 404);
    }

    @Test
    void saysSoWhenTheControlDatabaseIsGone() throws Exception {
        link.close();

        HttpResponse<String> answer = get("/isobar/v1/cluster");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).startsWith("The control database can't be read; the data centers go on answering");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + endpoint.port() + path);
    }
}
