package io.isobar.serving;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rules of consistency that a test can switch off, by system properties, to prove that its checks would notice. A
 * process that has one off says so at its start.
 *
 * @param pinning {@code isobar.rule.pinning}: a query takes one release at its start and keeps it
 * @param token {@code isobar.rule.token}: an answer is never older than what the client's token has seen
 */
public record RuleSwitches(boolean pinning, boolean token) {
    private static final Logger LOG = LoggerFactory.getLogger(RuleSwitches.class);

    /** As the system properties say: a rule is on unless its property is {@code off}. */
    public static RuleSwitches fromSystemProperties() {
        return new RuleSwitches(isOn("isobar.rule.pinning"), isOn("isobar.rule.token"));
    }

    private static boolean isOn(String property) {
        boolean on = !"off".equals(System.getProperty(property));
        if (!on) {
            LOG.error("RULE [{}] IS OFF: answers may be WRONG. This is for tests only", property);
        }
        return on;
    }
}
