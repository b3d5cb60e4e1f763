package io.isobar.catalog.control;

import io.isobar.catalog.ReleaseRef;

/**
 * A DC's word that it could answer from a release at once.
 *
 * @param answersDigest SHA-256 over its answers to the golden questions at that release; all DCs must have the same
 * @param epoch of the controller that the steward obeys
 * @param incarnation names the steward's process
 */
public record Vote(ReleaseRef release, String dc, String answersDigest, long epoch, String incarnation) {}
