package io.isobar.catalog.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.isobar.catalog.control.BackfillSlice.State;
import io.isobar.segment.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for backfills, whatever the database. */
public abstract class AbstractBackfillLedgerContract extends AbstractLedgerContract {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<SliceBatch> BATCH = List.of(new SliceBatch(FLIGHTS, "fingerprint", "v1"));
    private static final Interval JANUARY = Interval.parse("2026-01-01/2026-02-01");

    @Test
    void opensABackfillOnceWithAllSlicesPending() {
        Backfill first = open("b", days(1, 4));
        Backfill again = open("b", days(1, 4));

        assertThat(again).isEqualTo(first);
        assertThat(ledger().find("b")).contains(first);
        assertThat(ledger().find("other")).isEmpty();
        assertThat(ledger().slices("b")).extracting(BackfillSlice::interval).containsExactly(day(1), day(2), day(3));
        assertThat(ledger().slices("b"))
                .extracting(BackfillSlice::state, BackfillSlice::attempts, BackfillSlice::owner)
                .containsOnly(tuple(State.PENDING, 0, ""));
    }

    @Test
    void openingAgainKeepsWhatIsDone() {
        open("b", days(1, 3));
        ledger().done(claimed("b", 0, "me"), BATCH, "sealed");

        open("b", days(1, 3));

        assertThat(states("b")).containsExactly(State.DONE, State.PENDING);
    }

    @Test
    void refusesSlicesThatOverlapOrLieOutside() {
        assertThatThrownBy(() -> new BackfillRequest(
                        "b",
                        List.of(FLIGHTS),
                        JANUARY,
                        "P1D",
                        "spec.json",
                        List.of(day(1), days(1, 3).get(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("overlap");
        assertThatThrownBy(
                        () -> new BackfillRequest("b", List.of(FLIGHTS), day(1), "P1D", "spec.json", List.of(day(2))))
                .hasMessageContaining("isn't within the backfill's range");
    }

    @Test
    void aClaimIsTheClaimantsAloneAndCounts() {
        open("b", days(1, 3));
        BackfillSlice mine = claimed("b", 0, "me");

        assertThat(mine.state()).isEqualTo(State.RUNNING);
        assertThat(mine.attempts()).isEqualTo(1);
        assertThat(mine.owner()).isEqualTo("me");
        assertThat(mine.claimedAt()).isPresent();
        ClaimOutcome other = claim(slice("b", 0), "you");
        assertThat(other).isInstanceOf(ClaimOutcome.Held.class);
        assertThat(((ClaimOutcome.Held) other).by().owner()).isEqualTo("me");
    }

    @Test
    void aStretchOfTimeIsHeldAcrossBackfillsOfItsDatasource() {
        open("days", days(1, 3));
        open("week", List.of(new Interval(day(1).start(), day(7).end())));
        control.backfills().open(request("other", List.of("other")));
        claimed("days", 1, "me");

        assertThat(claim(slice("week", 0), "you"))
                .as("overlaps a day that is being indexed")
                .isInstanceOf(ClaimOutcome.Held.class);
        assertThat(claim(slice("days", 0), "you")).as("only meets it").isInstanceOf(ClaimOutcome.Claimed.class);
        assertThat(claim(slice("other", 1), "you")).as("another datasource").isInstanceOf(ClaimOutcome.Claimed.class);
        assertThat(ledger().running(FLIGHTS, day(2))).hasSize(1);
    }

    @Test
    void aBackfillOfSeveralDatasourcesHoldsAStretchOfEachOfThem() {
        ledger().open(request("both", List.of("sums", FLIGHTS)));
        ledger().open(request("flights", List.of(FLIGHTS)));
        ledger().open(request("sums", List.of("sums")));

        assertThat(ledger().find("both").orElseThrow().dataSources()).containsExactly("sums", FLIGHTS);
        claimed("both", 0, "me");
        claimed("sums", 1, "you");

        assertThat(claim(slice("flights", 0), "you")).isInstanceOf(ClaimOutcome.Held.class);
        assertThat(claim(slice("sums", 0), "you")).isInstanceOf(ClaimOutcome.Held.class);
        assertThat(claim(slice("both", 1), "me")).isInstanceOf(ClaimOutcome.Held.class);
        assertThat(claim(slice("flights", 1), "you")).isInstanceOf(ClaimOutcome.Claimed.class);
    }

    @Test
    void knowsWhatIsSealedOfASliceThatIsNotDone() {
        ledger().open(request("both", List.of("sums", FLIGHTS)));
        SliceBatch sums = new SliceBatch("sums", "f1", "v1");
        SliceBatch flights = new SliceBatch(FLIGHTS, "f2", "v2");
        BackfillSlice mine = claimed("both", 0, "me");

        ledger().sealed(mine, List.of(sums));
        ledger().failed(mine, "no space left");

        assertThat(slice("both", 0).state()).isEqualTo(State.FAILED);
        assertThat(slice("both", 0).batches()).containsExactly(sums);

        ledger().done(claimed("both", 0, "me"), List.of(sums, flights), "sealed");

        assertThat(slice("both", 0).batches()).containsExactly(sums, flights);
        assertThat(slice("both", 1).batches()).isEmpty();
    }

    @Test
    void refusesABackfillWithoutDatasourceOrWithOneTwice() {
        assertThatThrownBy(() -> request("b", List.of())).hasMessageContaining("name one or several, each once");
        assertThatThrownBy(() -> request("b", List.of(FLIGHTS, FLIGHTS))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClaimOfWhatHasChangedIsRefusedWithWhatThereIsNow() {
        open("b", days(1, 2));
        BackfillSlice seen = slice("b", 0);
        ledger().failed(claimed("b", 0, "me"), "no space left");

        ClaimOutcome outcome = claim(seen, "you");

        assertThat(outcome).isInstanceOf(ClaimOutcome.Changed.class);
        BackfillSlice now = ((ClaimOutcome.Changed) outcome).now();
        assertThat(now.state()).isEqualTo(State.FAILED);
        assertThat(now.detail()).isEqualTo("no space left");
        assertThat(claim(now, "you")).isInstanceOf(ClaimOutcome.Claimed.class);
        assertThat(slice("b", 0).attempts()).isEqualTo(2);
    }

    @Test
    void whatAGoneOwnerHeldIsFreeAndItsEndComesTooLate() {
        open("b", days(1, 2));
        BackfillSlice lost = claimed("b", 0, "dead");

        ClaimOutcome outcome = ledger().claim(slice("b", 0), "me", PATIENCE, "dead"::equals);

        assertThat(outcome).isInstanceOf(ClaimOutcome.Claimed.class);
        assertThat(ledger().done(lost, BATCH, "late")).isFalse();
        assertThat(ledger().failed(lost, "late")).isFalse();
        assertThat(slice("b", 0).owner()).isEqualTo("me");
        assertThat(slice("b", 0).state()).isEqualTo(State.RUNNING);
    }

    @Test
    void aSilentOwnerIsTakenForDeadAndOneThatSpeaksIsNot() {
        open("b", days(1, 2));
        claimed("b", 0, "slow");
        // As if it had last been heard of an hour ago.
        database.write(transaction ->
                transaction.execute("UPDATE dcr_backfill_slice SET seen_at = '2026-01-01 00:00:00.000'"));
        BackfillSlice silent = slice("b", 0);
        assertThat(silent.silence()).isGreaterThan(PATIENCE);

        ledger().alive("slow");
        assertThat(claim(slice("b", 0), "me")).isInstanceOf(ClaimOutcome.Held.class);

        database.write(transaction ->
                transaction.execute("UPDATE dcr_backfill_slice SET seen_at = '2026-01-01 00:00:00.000'"));
        assertThat(claim(slice("b", 0), "me")).isInstanceOf(ClaimOutcome.Claimed.class);
    }

    @Test
    void keepsWhatEachSliceCameTo() {
        open("b", days(1, 5));
        assertThat(ledger().done(claimed("b", 0, "me"), BATCH, "10 rows")).isTrue();
        assertThat(ledger().failed(claimed("b", 1, "me"), "x".repeat(9_000))).isTrue();
        assertThat(ledger().released(claimed("b", 2, "me"), "stopped")).isTrue();
        assertThat(ledger().skipped(slice("b", 3), "no input")).isTrue();

        assertThat(states("b")).containsExactly(State.DONE, State.FAILED, State.PENDING, State.SKIPPED);
        assertThat(slice("b", 0).batches()).isEqualTo(BATCH);
        assertThat(slice("b", 1).batches()).isEmpty();
        assertThat(slice("b", 1).detail()).as("cut, not refused").hasSize(4_000);
        assertThat(slice("b", 2).attempts()).isEqualTo(1);
        assertThat(slice("b", 2).endedAt()).isPresent();
    }

    @Test
    void aSliceThatIsDoneMayBeClaimedAgainSinceItsInputMayHaveChanged() {
        open("b", days(1, 2));
        ledger().done(claimed("b", 0, "me"), BATCH, "10 rows");

        BackfillSlice again = claimed("b", 0, "me");

        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.endedAt()).isEmpty();
    }

    @Test
    void manyThatClaimAtOnceGetEachSliceOnce() throws Exception {
        open("b", days(1, 9));
        List<BackfillSlice> free = ledger().slices("b");
        List<Callable<List<ClaimOutcome>>> claimants = IntStream.range(0, 4)
                .<Callable<List<ClaimOutcome>>>mapToObj(number -> () -> free.stream()
                        .map(slice -> claim(slice, "owner-" + number))
                        .toList())
                .toList();
        ExecutorService pool = Executors.newFixedThreadPool(claimants.size());
        List<ClaimOutcome> outcomes = new ArrayList<>();
        try {
            for (Future<List<ClaimOutcome>> future : pool.invokeAll(claimants)) {
                outcomes.addAll(future.get());
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(outcomes.stream().filter(ClaimOutcome.Claimed.class::isInstance))
                .hasSize(free.size());
        assertThat(ledger().slices("b")).allMatch(slice -> slice.attempts() == 1);
    }

    @Test
    void listsTheBackfillThatWasOpenedLastFirst() {
        open("a", days(1, 2));
        database.write(
                transaction -> transaction.execute("UPDATE dcr_backfill SET opened_at = '2026-01-01 00:00:00.000'"));
        open("b", days(1, 2));

        assertThat(ledger().list()).extracting(Backfill::id).containsExactly("b", "a");
    }

    @Test
    void driversThatBeginANewDatasourceAtOnceShareOneHomeEpoch() throws Exception {
        List<Callable<Home>> drivers = IntStream.range(0, 4)
                .<Callable<Home>>mapToObj(number -> () -> control.batches().homeOrFirst(FLIGHTS, "east"))
                .toList();
        ExecutorService pool = Executors.newFixedThreadPool(drivers.size());
        try {
            for (Future<Home> home : pool.invokeAll(drivers)) {
                assertThat(home.get()).isEqualTo(new Home(FLIGHTS, "east", 1));
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(control.batches().homeOrFirst(FLIGHTS, "west"))
                .as("a home is never taken over by the way")
                .isEqualTo(new Home(FLIGHTS, "east", 1));
    }

    /** Nobody is known to be gone. */
    private ClaimOutcome claim(BackfillSlice seen, String owner) {
        return ledger().claim(seen, owner, PATIENCE, gone -> false);
    }

    private BackfillLedger ledger() {
        return control.backfills();
    }

    private Backfill open(String id, List<Interval> slices) {
        return ledger().open(new BackfillRequest(id, List.of(FLIGHTS), JANUARY, "P1D", "spec.json", slices));
    }

    private static BackfillRequest request(String id, List<String> dataSources) {
        return new BackfillRequest(id, dataSources, JANUARY, "P1D", "spec.json", days(1, 3));
    }

    private BackfillSlice slice(String id, int index) {
        return ledger().slices(id).get(index);
    }

    private BackfillSlice claimed(String id, int index, String owner) {
        ClaimOutcome outcome = claim(slice(id, index), owner);
        assertThat(outcome).isInstanceOf(ClaimOutcome.Claimed.class);
        return ((ClaimOutcome.Claimed) outcome).slice();
    }

    private List<State> states(String id) {
        return ledger().slices(id).stream().map(BackfillSlice::state).toList();
    }

    private static Interval day(int number) {
        return Interval.parse("2026-01-%02d/P1D".formatted(number));
    }

    private static List<Interval> days(int first, int end) {
        return IntStream.range(first, end)
                .mapToObj(AbstractBackfillLedgerContract::day)
                .toList();
    }
}
