package io.isobar.catalog.control;

import java.time.Instant;

/**
 * One DC answers from a release.
 *
 * @param observedAt when, by the clock of the DC's steward
 * @param recordedAt when the control database learned it, by its own clock
 */
public record Activation(String dataSource, long seq, String dc, Instant observedAt, Instant recordedAt) {}
