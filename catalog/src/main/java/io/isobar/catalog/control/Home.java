package io.isobar.catalog.control;

/**
 * Which DC produces the releases of a datasource now.
 *
 * @param epoch grows with every claim; work done under a lower one is refused
 */
public record Home(String dataSource, String dc, long epoch) {}
