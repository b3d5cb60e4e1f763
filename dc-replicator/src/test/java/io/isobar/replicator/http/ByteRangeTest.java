package io.isobar.replicator.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteRangeTest {
    @Test
    void readsTheThreeFormsOfASingleRange() {
        assertThat(ByteRange.of("bytes=10-19", 100)).contains(new ByteRange(10, 19));
        assertThat(ByteRange.of("bytes=10-", 100)).contains(new ByteRange(10, 99));
        assertThat(ByteRange.of("bytes=-10", 100)).contains(new ByteRange(90, 99));
    }

    @Test
    void endsWhereTheResourceEnds() {
        assertThat(ByteRange.of("bytes=90-1000", 100)).contains(new ByteRange(90, 99));
        assertThat(ByteRange.of("bytes=-1000", 100)).contains(new ByteRange(0, 99));
    }

    @Test
    void findsNothingBeyondTheEnd() {
        assertThat(ByteRange.of("bytes=100-", 100)).isEmpty();
        assertThat(ByteRange.of("bytes=-0", 100)).isEmpty();
        assertThat(ByteRange.of("bytes=5-4", 100)).isEmpty();
    }

    @Test
    void doesNotUnderstandListsAndOtherUnits() {
        assertThat(ByteRange.understood("bytes=0-1,3-4")).isFalse();
        assertThat(ByteRange.understood("lines=0-1")).isFalse();
        assertThat(ByteRange.understood("bytes=-")).isFalse();
        assertThat(ByteRange.understood("bytes=0-")).isTrue();
    }
}
