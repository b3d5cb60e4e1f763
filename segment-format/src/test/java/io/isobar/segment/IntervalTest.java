package io.isobar.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
    @ParameterizedTest
    @CsvSource({
        "2001-01-01/2001-02-01, 2001-01-01T00:00:00.000Z/2001-02-01T00:00:00.000Z",
        "2001-01-01T06:30Z/2001-01-01T07:00:01.5Z, 2001-01-01T06:30:00.000Z/2001-01-01T07:00:01.500Z",
        "2001-01-01T00:00:00-08:00/P1D, 2001-01-01T08:00:00.000Z/2001-01-02T08:00:00.000Z",
        "P1M/2001-03-31, 2001-02-28T00:00:00.000Z/2001-03-31T00:00:00.000Z",
        "2001/2002, 2001-01-01T00:00:00.000Z/2002-01-01T00:00:00.000Z",
        "2001-05-05/2001-05-05, 2001-05-05T00:00:00.000Z/2001-05-05T00:00:00.000Z",
        "-146136543-09-08T08:23:32.096Z/146140482-04-24T15:36:27.903Z, -146136543-09-08T08:23:32.096Z/146140482-04-24T15:36:27.903Z"
    })
    void readsIsoFormsAndWritesBothEndsInUtc(String text, String written) {
        assertThat(Interval.parse(text)).hasToString(written);
        assertThat(Interval.parse(written)).isEqualTo(Interval.parse(text));
    }

    @Test
    void eternityIsTheOneOfDruid() {
        assertThat(Interval.ETERNITY).hasToString("-146136543-09-08T08:23:32.096Z/146140482-04-24T15:36:27.903Z");
    }

    @Test
    void knowsWhatItHolds() {
        Interval january = Interval.parse("2001-01-01/2001-02-01");

        assertThat(january.contains(january.start())).isTrue();
        assertThat(january.contains(january.end())).isFalse();
        assertThat(january.contains(Interval.parse("2001-01-31/P1D"))).isTrue();
        assertThat(january.contains(Interval.parse("2001-01-31/P2D"))).isFalse();
        assertThat(january.overlaps(Interval.parse("2001-02-01/P1D"))).isFalse();
        assertThat(january.intersect(Interval.parse("2001-01-31/P2D"))).contains(Interval.parse("2001-01-31/P1D"));
        assertThat(january.intersect(Interval.parse("2001-02-01/P1D"))).isEmpty();
    }

    @Test
    void sortsByStartThenByEnd() {
        assertThat(Interval.parse("2001-01-01/P1D"))
                .isLessThan(Interval.parse("2001-01-01/P2D"))
                .isLessThan(Interval.parse("2001-01-02/P1D"));
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThatThrownBy(() -> Interval.parse("2001-01-01"))
                .hasMessageStartingWith("Interval [2001-01-01] isn't of the form start/end: write ");
        assertThatThrownBy(() -> Interval.parse("2001-01-01/2001-13-01"))
                .hasMessageStartingWith("Time [2001-13-01] can't be read");
        assertThatThrownBy(() -> Interval.parse("2001-01-02/2001-01-01"))
                .hasMessage("Interval [2001-01-02T00:00:00.000Z/2001-01-01T00:00:00.000Z] ends before it starts");
    }
}
