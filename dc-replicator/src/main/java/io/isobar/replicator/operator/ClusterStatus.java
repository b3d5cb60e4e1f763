package io.isobar.replicator.operator;

import io.isobar.catalog.control.Contact;
import io.isobar.catalog.control.ControlDatabase;
import io.isobar.catalog.control.JournalEntry;
import java.util.ArrayList;
import java.util.List;

/**
 * All data centers and datasources at one moment, as the control database has them.
 *
 * @param epoch of the leading controller
 * @param datacenters all that ever registered, with their last sign of life
 * @param openIntents steps that have begun and not ended: what is being done right now, or was cut off
 */
public record ClusterStatus(
        long epoch, List<Contact> datacenters, List<DataSourceStatus> dataSources, List<JournalEntry> openIntents) {
    /** Copies what could change later. */
    public ClusterStatus {
        datacenters = List.copyOf(datacenters);
        dataSources = List.copyOf(dataSources);
        openIntents = List.copyOf(openIntents);
    }

    /** Reads it. */
    public static ClusterStatus read(ControlDatabase database) {
        List<Contact> datacenters = database.dcs().contacts();
        List<JournalEntry> open = new ArrayList<>(database.journal().open("controller"));
        datacenters.forEach(contact -> open.addAll(database.journal().open("steward:" + contact.dc())));
        return new ClusterStatus(
                database.releases().epoch(),
                datacenters,
                database.releases().dataSources().stream()
                        .map(name -> DataSourceStatus.read(database, name))
                        .toList(),
                open);
    }
}
