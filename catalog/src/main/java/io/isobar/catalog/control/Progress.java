package io.isobar.catalog.control;

import java.time.Instant;

/**
 * One DC's own account of one release.
 *
 * @param copied segments that are there
 * @param total segments that must be
 * @param detail in words, for people
 * @param at by the database's clock
 */
public record Progress(
        String dataSource, long seq, String dc, DcState state, long copied, long total, String detail, Instant at) {}
