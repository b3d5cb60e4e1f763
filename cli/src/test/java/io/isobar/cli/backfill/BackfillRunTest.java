package io.isobar.cli.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.isobar.catalog.config.DatabaseConfig;
import io.isobar.catalog.control.BackfillRequest;
import io.isobar.catalog.control.BackfillSlice;
import io.isobar.catalog.control.BackfillSlice.State;
import io.isobar.catalog.control.Batch;
import io.isobar.catalog.control.ClaimOutcome;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.SliceBatch;
import io.isobar.cli.backfill.PlannedSlice.Work;
import io.isobar.segment.Interval;
import java.io.FileNotFoundException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole backfills over a real ledger, in simulated time. */
class BackfillRunTest {
    private static final String FLIGHTS = "flights";
    private static final SliceOutcome FAILED = new SliceOutcome.Failed("no space left");
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final StringWriter told = new StringWriter();
    private final Set<Interval> withoutInput = new HashSet<>();
    private List<Interval> slices = days(6);
    private List<String> dataSources = List.of(FLIGHTS);
    private int retries = 2;
    private int parallel = 2;
    private ControlDatabase database;
    private SimulatedSlices simulated;

    @BeforeEach
    void openDatabase() throws Exception {
        String url = "jdbc:h2:mem:backfill%d;DB_CLOSE_DELAY=-1".formatted(DATABASES.incrementAndGet());
        database = ControlDatabase.open(new DatabaseConfig(url, "isobar", Optional.empty(), 4));
        database.migrate();
        simulated = new SimulatedSlices(database, List.of(FLIGHTS), 7);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void everySliceBecomesOneBatch() throws Exception {
        SliceBoard board = run("me");

        assertThat(board.sealed()).isEqualTo(6);
        assertThat(sealedSlices()).containsExactlyInAnyOrderElementsOf(slices);
        assertThat(states()).containsOnly(State.DONE);
        assertThat(simulated.started()).containsExactlyElementsOf(slices);
        assertThat(simulated.mostRunning()).isEqualTo(2);
    }

    @Test
    void aDayThatFailsInTheMiddleIsTriedAgainAndTheOthersGoOn() throws Exception {
        simulated.plan(slices.get(2), FAILED, FAILED);

        SliceBoard board = run("me");

        assertThat(board.sealed()).isEqualTo(6);
        assertThat(rows().get(2).attempts()).isEqualTo(3);
        assertThat(simulated.started().stream().filter(slices.get(2)::equals)).hasSize(3);
        assertThat(told.toString())
                .contains("2026-01-03/2026-01-04  again in 30 s: no space left", "again in 1 min 00 s");
    }

    @Test
    void aDayThatKeepsFailingIsGivenUpAndSaysWhy() throws Exception {
        retries = 1;
        simulated.plan(slices.get(2), FAILED, FAILED);

        SliceBoard board = run("me");

        assertThat(board.sealed()).isEqualTo(5);
        assertThat(board.failed()).isEqualTo(1);
        assertThat(rows().get(2).state()).isEqualTo(State.FAILED);
        assertThat(rows().get(2).detail()).isEqualTo("no space left");
        assertThat(told.toString()).contains("2026-01-03/2026-01-04  FAILED: no space left");

        assertThat(plan().get(2).work()).isEqualTo(Work.FAILED);
        assertThat(run("me again").sealed())
                .as("the next run has retries of its own")
                .isEqualTo(6);
        assertThat(sealedSlices()).containsExactlyInAnyOrderElementsOf(slices);
    }

    @Test
    void whatAKilledRunHadSealedIsFoundAndNotRunAgain() throws Exception {
        open();
        claim(0, "dead", true);
        simulated.seal(slices.get(0));
        claim(1, "dead", true);

        SliceBoard board = run("me");

        assertThat(board.sealed()).isEqualTo(6);
        assertThat(simulated.started())
                .as("sealed, though its run couldn't say so")
                .doesNotContain(slices.get(0));
        assertThat(rows().get(1).attempts()).as("taken over").isEqualTo(2);
        assertThat(sealedSlices()).containsExactlyInAnyOrderElementsOf(slices);
    }

    @Test
    void waitsForASliceThatAnotherBackfillRunsAndFindsItSealed() throws Exception {
        open();
        BackfillSlice theirs = claim(3, "elsewhere:1:1", false);
        simulated.plan(slices.get(5), new SliceOutcome.Locked("another run has it"));
        Event.Inbox sealsLater = new Event.Inbox() {
            private int empty;

            @Override
            public void put(Event event) {
                simulated.put(event);
            }

            @Override
            public Optional<Event> take(Duration atMost) {
                Optional<Event> event = simulated.take(atMost);
                if (event.isEmpty()) {
                    database.backfills().alive("elsewhere:1:1");
                    if (++empty == 20) {
                        simulated.seal(slices.get(3));
                        database.backfills()
                                .done(theirs, SimulatedSlices.batches(slices.get(3), List.of(FLIGHTS)), "theirs");
                    }
                }
                return event;
            }
        };

        SliceBoard board = run("me", sealsLater);

        assertThat(board.sealed()).isEqualTo(6);
        assertThat(simulated.started()).doesNotContain(slices.get(3));
        assertThat(told.toString())
                .contains("waits: [elsewhere:1:1] is at work on it")
                .contains("again in 15 s: another run has it");
    }

    @Test
    void whatIsStoppedGentlyEndsWhatRunsAndStartsNothing() throws Exception {
        simulated.put(new Event.StopAsked());

        SliceBoard board = run("me");

        assertThat(simulated.started()).containsExactly(slices.get(0), slices.get(1));
        assertThat(board.sealed()).isEqualTo(2);
        assertThat(states())
                .containsExactly(State.DONE, State.DONE, State.PENDING, State.PENDING, State.PENDING, State.PENDING);
    }

    @Test
    void whatIsStoppedAtOnceGivesItsSlicesBack() throws Exception {
        simulated.put(new Event.StopAsked());
        simulated.put(new Event.StopAsked());

        SliceBoard board = run("me");

        assertThat(board.sealed()).isZero();
        assertThat(states()).containsOnly(State.PENDING);
        assertThat(rows().get(0).detail()).isEqualTo("was stopped");
    }

    @Test
    void thePlanSaysWhatIsToBeDoneAndWhy() throws Exception {
        open();
        simulated.seal(slices.get(0));
        database.backfills().failed(claim(1, "me", false), "no space left");
        claim(2, "dead", true);
        claim(3, "elsewhere:1:1", false);
        withoutInput.add(slices.get(4));

        assertThat(plan())
                .extracting(PlannedSlice::work)
                .containsExactly(Work.DONE, Work.FAILED, Work.PENDING, Work.RUNNING, Work.REFUSED, Work.PENDING);
        assertThat(plan())
                .extracting(PlannedSlice::why)
                .satisfiesExactly(
                        why -> assertThat(why).startsWith("sealed as version ["),
                        why -> assertThat(why).isEqualTo("failed, attempts so far [1]: no space left"),
                        why -> assertThat(why).contains("is gone"),
                        why -> assertThat(why).contains("[elsewhere:1:1] is at work"),
                        why -> assertThat(why).contains("no such directory", "--missing-input skip"),
                        why -> assertThat(why).isEqualTo("not run yet"));
        assertThat(planner(true).plan("b", slices).get(4).work()).isEqualTo(Work.SKIPPED);
    }

    @Test
    void aSliceWhoseInputHasChangedSinceIsToBeRunAgain() throws Exception {
        open();
        database.backfills()
                .done(claim(0, "me", false), List.of(new SliceBatch(FLIGHTS, "input as it was", "v")), "sealed");

        assertThat(plan().get(0).work()).isEqualTo(Work.PENDING);
        assertThat(plan().get(0).why()).contains("have changed since");
    }

    @Test
    void aSliceOfSeveralDatasourcesIsDoneWhenAllAreSealedAndGoesOnWithWhatIsLeft() throws Exception {
        dataSources = List.of(FLIGHTS, "sums");
        simulated = new SimulatedSlices(database, dataSources, 7);
        retries = 0;
        simulated.sealHalf(slices.get(1));
        simulated.plan(slices.get(1), FAILED);

        assertThat(run("me").failed()).isEqualTo(1);

        assertThat(rows().get(1).state()).isEqualTo(State.FAILED);
        assertThat(rows().get(1).batches()).extracting(SliceBatch::dataSource).containsExactly(FLIGHTS);
        assertThat(rows().get(0).batches()).extracting(SliceBatch::dataSource).containsExactlyElementsOf(dataSources);
        assertThat(plan().get(1).work()).isEqualTo(Work.FAILED);
        assertThat(plan().get(1).why()).matches("sealed for \\[flights] as version \\[.*]; the rest failed, .*");

        assertThat(run("me again").failed()).isZero();

        assertThat(plan()).extracting(PlannedSlice::work).containsOnly(Work.DONE);
        for (String dataSource : dataSources) {
            assertThat(sealedSlices(dataSource)).as("none is sealed twice").containsExactlyInAnyOrderElementsOf(slices);
        }
    }

    /** Any number of runs, each killed after some steps or not: in the end each slice is a batch once. */
    @ParameterizedTest
    @MethodSource("seeds")
    void howeverOftenItIsKilledEachSliceIsSealedOnce(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        slices = days(random.nextInt(1, 12));
        parallel = random.nextInt(1, 4);
        for (int kill = 0; kill < 3; kill++) {
            simulated = new SimulatedSlices(database, List.of(FLIGHTS), random.nextLong());
            simulated.plan(slices.get(random.nextInt(slices.size())), FAILED);
            AtomicInteger steps = new AtomicInteger(random.nextInt(12));
            Event.Inbox dies = new Event.Inbox() {
                @Override
                public void put(Event event) {
                    simulated.put(event);
                }

                @Override
                public Optional<Event> take(Duration atMost) throws InterruptedException {
                    if (steps.decrementAndGet() < 0) {
                        throw new InterruptedException("killed");
                    }
                    return simulated.take(atMost);
                }
            };
            try {
                run(deadOwner(), dies);
            } catch (InterruptedException killed) {
                assertThat(killed).hasMessage("killed");
            }
        }
        simulated = new SimulatedSlices(database, List.of(FLIGHTS), seed);

        run("me");

        assertThat(sealedSlices()).containsExactlyInAnyOrderElementsOf(slices);
        assertThat(plan()).extracting(PlannedSlice::work).containsOnly(Work.DONE);
    }

    static LongStream seeds() {
        return LongStream.range(0, 15);
    }

    private SliceBoard run(String owner) throws InterruptedException {
        return run(owner, simulated);
    }

    private SliceBoard run(String owner, Event.Inbox inbox) throws InterruptedException {
        open();
        SliceBoard board = new SliceBoard(
                slices,
                parallel,
                new RetryPolicy(retries, Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(15)));
        BackfillTeller teller =
                new BackfillTeller(new PrintWriter(told, true), simulated, ZoneOffset.UTC, slices.size());
        new BackfillRun(
                        "b",
                        owner,
                        new BackfillRun.Parts(
                                database.backfills(), planner(false), board, simulated, inbox, teller, simulated))
                .run();
        return board;
    }

    private SlicePlanner planner(boolean skips) {
        return new SlicePlanner(
                database,
                slice -> {
                    if (withoutInput.contains(slice)) {
                        throw new FileNotFoundException("no such directory");
                    }
                    return SimulatedSlices.fingerprints(slice, dataSources);
                },
                skips);
    }

    private List<PlannedSlice> plan() throws Exception {
        return planner(false).plan("b", slices);
    }

    private void open() {
        database.backfills()
                .open(new BackfillRequest(
                        "b", dataSources, Interval.parse("2026-01-01/P1M"), "P1D", "spec.json", slices));
    }

    private BackfillSlice claim(int index, String owner, boolean dead) {
        ClaimOutcome outcome = database.backfills()
                .claim(rows().get(index), dead ? deadOwner() : owner, Duration.ofMinutes(1), gone -> false);
        return ((ClaimOutcome.Claimed) outcome).slice();
    }

    /** This process, as it would be named if it had been started at another time. */
    private static String deadOwner() {
        Owner self = Owner.self();
        return new Owner(self.host(), self.pid(), self.start() - 1).toString();
    }

    private List<BackfillSlice> rows() {
        return database.backfills().slices("b");
    }

    private List<State> states() {
        return rows().stream().map(BackfillSlice::state).toList();
    }

    private List<Interval> sealedSlices() {
        return sealedSlices(FLIGHTS);
    }

    private List<Interval> sealedSlices(String dataSource) {
        List<Interval> sealed = new ArrayList<>();
        for (Batch batch : database.batches().pending(dataSource)) {
            sealed.add(Interval.parse(batch.inputFingerprint().substring("input-of-".length())));
        }
        return sealed;
    }

    private static List<Interval> days(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> Interval.parse("2026-01-%02d/P1D".formatted(number)))
                .toList();
    }
}
