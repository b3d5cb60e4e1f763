package io.isobar.replicator.steward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.catalog.Commit;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.View;
import io.isobar.catalog.dc.DcDatabase;
import io.isobar.catalog.dc.OpenView;
import io.isobar.replicator.dc.BrokerReport;
import io.isobar.replicator.dc.DcNodes;
import io.isobar.replicator.dc.LoadReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A coordinator and a broker that see what a data center's database holds, and can be made to fail. */
final class FakeDcNodes implements DcNodes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DcDatabase database;
    boolean down;
    long lost;
    long rowsTooMany;
    String flavour = "";
    List<String> quarantined = List.of();

    FakeDcNodes(DcDatabase database) {
        this.database = database;
    }

    @Override
    public LoadReport load(ReleaseRef release) throws IOException {
        requireUp();
        View view = view(release.seq());
        long all = view.segments().size();
        List<String> missing =
                lost == 0 ? List.of() : List.of(view.segments().firstKey().toString());
        return new LoadReport(all, all - lost, missing, quarantined);
    }

    @Override
    public List<String> brokers() {
        return List.of("broker:1");
    }

    @Override
    public BrokerReport status(String broker, String dataSource) throws IOException {
        requireUp();
        Optional<ReleaseRef> head = database.head(dataSource).map(Commit::release);
        return new BrokerReport(
                broker, head.map(ReleaseRef::seq), head.map(ReleaseRef::root8).orElse(""), true);
    }

    @Override
    public byte[] ask(String broker, byte[] query) throws IOException {
        requireUp();
        JsonNode json = JSON.readTree(query);
        long rows = view(json.path("context").path("release").asLong()).totals().rows() + rowsTooMany;
        String answer = json.path("queryType").asText().equals("timeseries")
                ? "[{\"result\":{\"rows\":%d}}]".formatted(rows)
                : "[\"%s\"]".formatted(flavour);
        return answer.getBytes(StandardCharsets.UTF_8);
    }

    private View view(long seq) throws IOException {
        return database.openViews().stream()
                .map(OpenView::view)
                .filter(view -> view.seq() == seq)
                .findFirst()
                .orElseThrow(() -> new IOException("release [%d] isn't open here".formatted(seq)));
    }

    private void requireUp() throws IOException {
        if (down) {
            throw new IOException("[http://broker:1] can't be reached: connection refused");
        }
    }
}
