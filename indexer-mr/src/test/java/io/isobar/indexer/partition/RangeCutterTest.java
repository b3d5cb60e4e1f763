package io.isobar.indexer.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RangeCutterTest {
    @Test
    void aRangeEndsBeforeTheValueThatWouldBringItAboveTheTarget() {
        RangeCut cut = cut(10, 4, 6, 1, 9, 10, 8);

        assertThat(cut.rows()).containsExactly(10L, 10L, 10L, 8L);
        assertThat(cut.boundaries()).containsExactly(List.of("v2"), List.of("v4"), List.of("v5"));
        assertThat(cut.cardinality()).isEqualTo(6);
    }

    @Test
    void aFrequentValueIsAloneWhateverItHas() {
        assertThat(cut(10, 3, 500, 3, 3).rows()).containsExactly(3L, 500L, 6L);
    }

    @Test
    void aLastRangeOfLessThanAQuarterIsJoinedToTheOneBefore() {
        assertThat(cut(100, 100, 24).rows()).containsExactly(124L);
        assertThat(cut(100, 100, 24).boundaries()).isEmpty();
        assertThat(cut(100, 100, 25).rows()).containsExactly(100L, 25L);
        assertThat(cut(100, 3).rows()).containsExactly(3L);
    }

    @Test
    void theNearestRangesAreChosenOfThoseThatAreSmallEnough() {
        RangeChoice choice = new RangeChoice(10, 15);

        assertThat(choice.best(List.of(Optional.of(cut(10, 7, 7)), Optional.of(cut(10, 10, 4)), Optional.empty())))
                .contains(0);
        assertThat(choice.best(List.of(Optional.of(cut(10, 16, 10, 10)), Optional.of(cut(10, 3, 3)))))
                .as("16 rows are too many")
                .contains(1);
    }

    @Test
    void ifNoneAreSmallEnoughTheNearestAreTaken() {
        RangeChoice choice = new RangeChoice(10, 15);

        assertThat(choice.best(List.of(Optional.of(cut(10, 90, 10)), Optional.of(cut(10, 50, 50)))))
                .contains(1);
        assertThat(choice.best(List.of(Optional.empty(), Optional.empty()))).isEmpty();
    }

    @Test
    void aDimensionWithMoreThanThreeMillionValuesIsChosenHoweverFarItsRangesAre() {
        RangeCut rich = new RangeCut(List.of(), List.of(1L), 3_000_001);
        RangeCut near = new RangeCut(List.of(), List.of(10L), 3_000_000);

        assertThat(new RangeChoice(10, 15).best(List.of(Optional.of(near), Optional.of(rich))))
                .contains(1);
        RangeCut lessRich = new RangeCut(List.of(), List.of(1L), 3_000_000);
        assertThat(new RangeChoice(10, 15).best(List.of(Optional.of(near), Optional.of(lessRich))))
                .contains(0);
    }

    /** Values v0, v1, … with these numbers of rows. */
    private static RangeCut cut(long target, long... rows) {
        RangeCutter cutter = new RangeCutter(target);
        for (int i = 0; i < rows.length; i++) {
            List<@Nullable String> value = new ArrayList<>();
            value.add("v" + i);
            cutter.add(value, rows[i]);
        }
        return cutter.finish();
    }
}
