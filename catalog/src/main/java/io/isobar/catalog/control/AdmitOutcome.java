package io.isobar.catalog.control;

import java.util.List;

/** What is known after asking to take a DC into service. */
public sealed interface AdmitOutcome {
    /** The DC is in service, from now or from before. */
    record Admitted() implements AdmitOutcome {}

    /** It isn't ready at the head yet; nothing changed. Each entry says in words what is missing. */
    record NotReady(List<String> unmet) implements AdmitOutcome {
        public NotReady {
            unmet = List.copyOf(unmet);
        }
    }

    /** Another controller leads: nothing changed, and this one must stop. */
    record StaleEpoch(long current) implements AdmitOutcome {}
}
