/**
 * Hostile bytes: mutated segments of every encoding, read back in whole.
 *
 * <p>Start at {@link io.isobar.segment.fuzz.Fuzzer}. A few thousand reads are part of the build; {@link
 * io.isobar.segment.fuzz.FuzzCampaign} does millions, and keeps what fails in {@code src/test/resources/corpus}, which
 * the build replays.
 */
@NullMarked
package io.isobar.segment.fuzz;

import org.jspecify.annotations.NullMarked;
