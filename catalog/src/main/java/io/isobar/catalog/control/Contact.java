package io.isobar.catalog.control;

import java.time.Duration;
import java.time.Instant;

/**
 * The last sign of life of a DC's steward, all by the clock of the control database.
 *
 * @param registeredAt when the DC became known
 * @param at when its steward last reached the control database
 * @param age how long ago that was
 */
public record Contact(String dc, Instant registeredAt, Instant at, Duration age) {}
