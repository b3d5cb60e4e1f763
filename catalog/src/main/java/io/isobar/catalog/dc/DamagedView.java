package io.isobar.catalog.dc;

/**
 * A view whose rows contradict its manifest. It is served by nobody; staging its release again mends it.
 *
 * @param problem what contradicts what, in words
 */
public record DamagedView(String dataSource, long seq, String problem) {}
