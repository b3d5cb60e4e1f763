package io.isobar.catalog.dc;

import static io.isobar.catalog.Releases.DATA_SOURCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isobar.catalog.Commit;
import io.isobar.catalog.Manifest;
import io.isobar.catalog.ReleaseRef;
import io.isobar.catalog.ReleaseSegment;
import io.isobar.catalog.Releases;
import io.isobar.catalog.View;
import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.sql.SqlDatabase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for a DC's database, whatever kind it is. */
public abstract class AbstractDcDatabaseContract {
    private static final URI DEEP_STORAGE = URI.create("file:///deep/storage/");
    private static final long EPOCH = 5;

    private final List<Manifest> manifests = new ArrayList<>();
    private final List<View> views = new ArrayList<>(List.of(View.empty(DATA_SOURCE)));
    private final List<Commit> commits = new ArrayList<>();
    private SqlDatabase database;
    private DcDatabase dc;

    /** A database that holds nothing. */
    protected abstract DatabaseConfig freshDatabase() throws Exception;

    @BeforeEach
    final void openDcDatabase() throws Exception {
        database = SqlDatabase.open(freshDatabase(), "dc-test");
        dc = DcDatabase.over(database);
        dc.migrate();
    }

    @AfterEach
    final void closeDcDatabase() {
        dc.close();
    }

    @Test
    void aStagedReleaseCanBeOpenedButIsNotTheHead() {
        prepare(0, 2);

        stage(1);

        assertThat(dc.openViews()).containsExactly(new OpenView(views.get(1), OpenView.State.STAGED));
        assertThat(dc.head(DATA_SOURCE)).isEmpty();
        assertThat(used()).isEmpty();
    }

    @Test
    void keepsThePreviousHeadOpenAndClosesTheOneBeforeIt() {
        for (int n = 1; n <= 3; n++) {
            prepare(n, n + 2);
            stage(n);
            dc.activate(commits.get(n - 1), EPOCH);
        }
        prepare(9, 10);
        stage(4);

        assertThat(dc.openViews())
                .containsExactly(
                        new OpenView(views.get(2), OpenView.State.PREVIOUS),
                        new OpenView(views.get(3), OpenView.State.HEAD),
                        new OpenView(views.get(4), OpenView.State.STAGED));
        assertThat(dc.closed(DATA_SOURCE)).containsExactly(manifests.get(0).release());
        assertThat(dc.head(DATA_SOURCE)).contains(commits.get(2));
    }

    @Test
    void exactlyTheHeadsSegmentsAreUsed() {
        prepare(0, 3);
        prepare(1, 2);
        stage(1);
        dc.activate(commits.get(0), EPOCH);
        assertThat(used()).isEqualTo(ids(1));
        stage(2);
        assertThat(used()).isEqualTo(ids(1));

        dc.activate(commits.get(1), EPOCH);

        assertThat(used()).isEqualTo(ids(2));
        rollBackTo(1);
        stage(3);
        dc.activate(commits.get(2), EPOCH);
        assertThat(used()).as("older versions are the truth again").isEqualTo(ids(1));
    }

    @Test
    void theHeadOnlyMovesForward() {
        prepare(0, 2);
        prepare(1, 2);
        stage(1);
        stage(2);
        dc.activate(commits.get(0), EPOCH);
        dc.activate(commits.get(1), EPOCH);
        long changes = dc.changeCounter();

        dc.activate(commits.get(0), EPOCH);
        dc.activate(commits.get(1), EPOCH);

        assertThat(dc.head(DATA_SOURCE)).contains(commits.get(1));
        assertThat(dc.changeCounter()).isEqualTo(changes);
    }

    @Test
    void aDcThatWasAwayGoesStraightToTheHead() {
        prepare(0, 2);
        stage(1);
        dc.activate(commits.get(0), EPOCH);
        prepare(1, 2);
        prepare(4, 6);

        stage(3);
        dc.activate(commits.get(2), EPOCH);

        assertThat(dc.openViews())
                .containsExactly(
                        new OpenView(views.get(1), OpenView.State.PREVIOUS),
                        new OpenView(views.get(3), OpenView.State.HEAD));
    }

    @Test
    void refusesToActivateWhatIsNotStaged() {
        prepare(0, 2);

        assertThatThrownBy(() -> dc.activate(commits.get(0), EPOCH))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Release [%s] can't be activated: it isn't staged in this DC"
                        .formatted(manifests.get(0).release()));
    }

    @Test
    void refusesASecondHistory() {
        prepare(0, 2);
        prepare(1, 2);
        stage(1);
        stage(2);
        dc.activate(commits.get(0), EPOCH);
        Commit forged =
                Commit.after(Releases.sha256("another past"), commits.get(1).release(), EPOCH);

        assertThatThrownBy(() -> dc.activate(forged, EPOCH))
                .isInstanceOf(BrokenChainException.class)
                .hasMessageContaining("doesn't follow the last one here")
                .hasMessageContaining("Two controllers may have led at once");
        Commit secondFirst = Commit.after(Commit.GENESIS, new ReleaseRef(DATA_SOURCE, 1, Releases.sha256("x")), EPOCH);
        assertThatThrownBy(() -> dc.activate(secondFirst, EPOCH)).isInstanceOf(BrokenChainException.class);
        assertThat(dc.head(DATA_SOURCE)).contains(commits.get(0));
    }

    @Test
    void aReleaseThatWasNeverCommittedGivesWayToAnotherOfItsNumber() {
        prepare(0, 2);
        stage(1);
        manifests.clear();
        commits.clear();
        views.subList(1, views.size()).clear();
        prepare(5, 6);

        stage(1);

        assertThat(dc.openViews()).containsExactly(new OpenView(views.get(1), OpenView.State.STAGED));
    }

    @Test
    void refusesEveryChangeUnderALowerEpoch() {
        prepare(0, 2);
        stage(1);
        assertThat(dc.fence(DATA_SOURCE)).as("staging raised it").isEqualTo(EPOCH);

        assertThat(dc.raiseFence(DATA_SOURCE, EPOCH + 2)).isEqualTo(EPOCH + 2);

        assertThatThrownBy(() -> dc.raiseFence(DATA_SOURCE, EPOCH))
                .isInstanceOf(FencedException.class)
                .hasMessage(
                        "Raising the fence of datasource [flights] under epoch [5] refused: this DC has seen epoch [7]");
        assertThatThrownBy(() -> stage(1)).isInstanceOf(FencedException.class);
        assertThatThrownBy(() -> dc.activate(commits.get(0), EPOCH))
                .isInstanceOfSatisfying(
                        FencedException.class, e -> assertThat(e.fence()).isEqualTo(EPOCH + 2));
        assertThatThrownBy(() -> dc.retire(DATA_SOURCE, 1, EPOCH)).isInstanceOf(FencedException.class);
        assertThat(dc.fence("other")).as("each datasource has its own").isZero();
        dc.activate(commits.get(0), EPOCH + 2);
        assertThat(dc.head(DATA_SOURCE)).contains(commits.get(0));
    }

    @Test
    void retiresOnlyWhatNobodyOpens() {
        for (int n = 1; n <= 3; n++) {
            prepare(0, 2);
            stage(n);
            dc.activate(commits.get(n - 1), EPOCH);
        }

        assertThatThrownBy(() -> dc.retire(DATA_SOURCE, 2, EPOCH))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("can't be retired while it is [PREVIOUS]");
        dc.retire(DATA_SOURCE, 1, EPOCH);
        dc.retire(DATA_SOURCE, 1, EPOCH);

        assertThat(dc.closed(DATA_SOURCE)).isEmpty();
        assertThat(count("SELECT COUNT(*) FROM isobar_release_segment WHERE seq = 1"))
                .isZero();
        assertThat(count("SELECT COUNT(*) FROM druid_segments"))
                .as("of 2 and 3")
                .isEqualTo(8);
        assertThat(count("SELECT COUNT(*) FROM isobar_release WHERE chain IS NOT NULL"))
                .as("manifests and the chain stay")
                .isEqualTo(3);
    }

    @Test
    void tellsReadersOfEveryChange() {
        prepare(0, 2);
        long before = dc.changeCounter();
        stage(1);
        long staged = dc.changeCounter();
        dc.activate(commits.get(0), EPOCH);

        assertThat(staged).isGreaterThan(before);
        assertThat(dc.changeCounter()).isGreaterThan(staged);
    }

    @Test
    void aChangedRowOfASegmentIsFoundAndMendedByStagingAgain() {
        prepare(0, 2);
        stage(1);
        dc.activate(commits.get(0), EPOCH);
        ReleaseSegment segment = views.get(1).segments().firstEntry().getValue();
        String changed = new String(segment.canonicalJson(), StandardCharsets.UTF_8)
                .replace(segment.sha256(), Releases.sha256("other bytes"));

        execute(
                "UPDATE isobar_release_segment SET segment = ? WHERE segment_id = ?",
                changed.getBytes(StandardCharsets.UTF_8),
                segment.id().toString());

        assertFoundAndMended("The segments of release [flights:1:");
    }

    @Test
    void aMissingRowOfASegmentIsFoundAndMended() {
        prepare(0, 2);
        stage(1);
        dc.activate(commits.get(0), EPOCH);

        execute(
                "DELETE FROM isobar_release_segment WHERE segment_id = ?",
                views.get(1).segments().firstKey().toString());

        assertFoundAndMended("The segments of release [flights:1:");
    }

    @Test
    void aChangedManifestIsFoundAndMended() {
        prepare(0, 2);
        stage(1);
        dc.activate(commits.get(0), EPOCH);
        byte[] other = Manifest.publishing(views.get(0), Releases.batch("z", Releases.version(9), 0, 2, 1))
                .canonicalJson();

        execute("UPDATE isobar_release SET manifest = ?", (Object) other);

        assertFoundAndMended("Manifest in the row of release [flights:1:");
    }

    @Test
    void aChangedRowOfDruidsTableIsFoundAndMended() {
        prepare(0, 2);
        stage(1);
        dc.activate(commits.get(0), EPOCH);

        execute("UPDATE druid_segments SET payload = ?, used = FALSE", (Object) new byte[] {'{', '}'});

        assertThat(dc.damagedViews())
                .singleElement()
                .satisfies(damaged -> assertThat(damaged.problem()).endsWith("of druid_segments has another payload"));
        stage(1);
        assertThat(dc.damagedViews()).isEmpty();
        assertThat(used()).isEqualTo(ids(1));
    }

    @Test
    void describesASegmentAsDruidDoes() throws Exception {
        prepare(0, 1);
        stage(1);
        ReleaseSegment segment = views.get(1).segments().lastEntry().getValue();

        Map<String, Object> row = database.read(handle -> handle.select(
                        "SELECT * FROM druid_segments WHERE id = ?",
                        segment.id().toString())
                .mapToMap()
                .one());
        byte[] payload = database.read(handle -> handle.select(
                        "SELECT payload FROM druid_segments WHERE id = ?",
                        segment.id().toString())
                .mapTo(byte[].class)
                .one());

        assertThat(row)
                .containsEntry("datasource", DATA_SOURCE)
                .containsEntry("start", "2001-01-01T00:00:00.000Z")
                .containsEntry("end", "2001-01-02T00:00:00.000Z")
                .containsEntry("version", segment.id().version())
                .containsEntry("used", false)
                .containsEntry("partitioned", true)
                .containsEntry("used_status_last_updated", row.get("created_date"));
        JsonNode json = new ObjectMapper().readTree(payload);
        assertThat(json).isEqualTo(new ObjectMapper().readTree("""
                {"dataSource":"flights","interval":"2001-01-01T00:00:00.000Z/2001-01-02T00:00:00.000Z",
                 "version":"%s","loadSpec":{"type":"local","path":"/deep/storage/segments/%s"},
                 "dimensions":"origin,dest","metrics":"flights,delay",
                 "shardSpec":{"type":"hashed","partitionNum":1,"partitions":2,"bucketId":1,"numBuckets":2,
                   "partitionDimensions":[],"partitionFunction":"murmur3_32_abs"},
                 "binaryVersion":9,"size":9000,"identifier":"%s"}
                """.formatted(
                                segment.id().version(), segment.path(), segment.id())));
    }

    @Test
    void namesHadoopsFileSystemsAsDruidsHdfsDoes() throws Exception {
        ReleaseSegment segment = Releases.segment(0, Releases.version(1), 0);

        JsonNode json =
                new ObjectMapper().readTree(DruidPayload.of(segment, URI.create("hdfs://name:8020/druid/deep")));

        assertThat(json.get("loadSpec").toString())
                .isEqualTo("{\"type\":\"hdfs\",\"path\":\"hdfs://name:8020/druid/deep/segments/%s\"}"
                        .formatted(segment.path()));
    }

    @Test
    void startsWithDruidsDefaultRule() {
        byte[] payload =
                database.read(handle -> handle.select("SELECT payload FROM druid_rules WHERE dataSource = '_default'")
                        .mapTo(byte[].class)
                        .one());

        assertThat(new String(payload, StandardCharsets.UTF_8))
                .isEqualTo("[{\"tieredReplicants\":{\"_default_tier\":2},\"type\":\"loadForever\"}]");
        dc.migrate();
        assertThat(count("SELECT COUNT(*) FROM druid_rules")).isEqualTo(1);
    }

    @Test
    void keepsTheTablesThatDruidHasMade() throws Exception {
        SqlDatabase druids = SqlDatabase.open(freshDatabase(), "druid");
        druids.write(transaction -> transaction.execute("CREATE TABLE druid_config (name VARCHAR(255) NOT NULL,"
                + " payload LONGBLOB NOT NULL, PRIMARY KEY (name))"));
        druids.write(transaction ->
                transaction.execute("INSERT INTO druid_config (name, payload) VALUES ('lookups', '{}')"));

        try (DcDatabase beside = DcDatabase.over(druids)) {
            beside.migrate();

            assertThat(beside.openViews()).isEmpty();
            assertThat(druids.<Long>read(handle -> handle.select("SELECT COUNT(*) FROM druid_config")
                            .mapTo(long.class)
                            .one()))
                    .isEqualTo(1);
        }
    }

    private void assertFoundAndMended(String problem) {
        assertThat(dc.openViews()).as("never served").isEmpty();
        assertThat(dc.damagedViews())
                .singleElement()
                .satisfies(damaged -> assertThat(damaged.problem()).startsWith(problem));

        stage(1);

        assertThat(dc.damagedViews()).isEmpty();
        assertThat(dc.openViews()).containsExactly(new OpenView(views.get(1), OpenView.State.HEAD));
    }

    /** The next release: two segments for each of those days, with a version of their own. */
    private void prepare(int firstDay, int lastDay) {
        int n = manifests.size() + 1;
        add(Manifest.publishing(last(views), Releases.batch("batch-" + n, Releases.version(n), firstDay, lastDay, 1)));
    }

    private void rollBackTo(int seq) {
        add(Manifest.rollingBack(last(views), views.get(seq), "rollback:1", "east", 1));
    }

    private void add(Manifest manifest) {
        manifests.add(manifest);
        views.add(last(views).apply(manifest));
        String previous = commits.isEmpty() ? Commit.GENESIS : last(commits).chain();
        commits.add(Commit.after(previous, manifest.release(), EPOCH));
    }

    private void stage(int seq) {
        dc.stage(views.get(seq), manifests.get(seq - 1), DEEP_STORAGE, EPOCH);
    }

    private List<String> ids(int seq) {
        return views.get(seq).segments().keySet().stream()
                .map(Object::toString)
                .sorted()
                .toList();
    }

    private List<String> used() {
        return database.read(handle -> handle.select("SELECT id FROM druid_segments WHERE used = TRUE ORDER BY id")
                .mapTo(String.class)
                .list());
    }

    private long count(String sql) {
        return database.read(handle -> handle.select(sql).mapTo(long.class).one());
    }

    private void execute(String sql, Object... arguments) {
        database.write(transaction -> transaction.execute(sql, arguments));
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
