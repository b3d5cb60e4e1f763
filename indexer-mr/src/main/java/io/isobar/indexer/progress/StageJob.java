package io.isobar.indexer.progress;

import java.util.Optional;

/**
 * The application that runs a stage on the cluster.
 *
 * @param application YARN's id of it
 * @param trackingUrl where to watch it, once YARN knows
 * @param attached whether an earlier driver submitted it
 */
public record StageJob(String stage, String application, Optional<String> trackingUrl, boolean attached) {}
