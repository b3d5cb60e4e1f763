package io.isobar.stories.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.minikdc.MiniKdc;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * A key distribution center with a principal for the servers and one for a user, whose keytabs lie beside {@code site.xml}:
 * {@code servers.keytab}, {@code alice.keytab} and {@code krb5.conf}.
 */
final class KerberosRealm {
    private static final String USER = "alice";

    private final Path directory;
    private final String realm;
    private final File keytab;

    private KerberosRealm(Path directory, String realm, File keytab) {
        this.directory = directory;
        this.realm = realm;
        this.keytab = keytab;
    }

    @SuppressWarnings("resource") // ends with the process
    static KerberosRealm start(Path directory) throws Exception {
        Properties properties = MiniKdc.createConf();
        MiniKdc kdc = new MiniKdc(
                properties, Files.createDirectories(directory.resolve("kdc")).toFile());
        kdc.start();
        KerberosRealm realm = new KerberosRealm(
                directory, kdc.getRealm(), directory.resolve("servers.keytab").toFile());
        kdc.createPrincipal(realm.keytab, "hadoop/localhost", "HTTP/localhost");
        kdc.createPrincipal(directory.resolve(USER + ".keytab").toFile(), USER);
        Files.copy(kdc.getKrb5conf().toPath(), directory.resolve("krb5.conf"));
        return realm;
    }

    /** Makes servers ask for tickets, and tells clients whom they talk to. */
    void secure(Configuration conf, Map<String, String> forClients) throws IOException {
        String servers = "hadoop/localhost@" + realm;
        for (String server : List.of(
                "dfs.namenode.kerberos.principal",
                "dfs.datanode.kerberos.principal",
                "yarn.resourcemanager.principal",
                "yarn.nodemanager.principal",
                "mapreduce.jobhistory.principal")) {
            conf.set(server, servers);
            forClients.put(server, servers);
        }
        for (String file : List.of(
                "dfs.namenode.keytab.file",
                "dfs.datanode.keytab.file",
                "yarn.resourcemanager.keytab",
                "yarn.nodemanager.keytab",
                "mapreduce.jobhistory.keytab",
                "dfs.web.authentication.kerberos.keytab")) {
            conf.set(file, keytab.toString());
        }
        Map<String, String> both = Map.of(
                "hadoop.security.authentication", "kerberos",
                "hadoop.security.authorization", "true",
                "dfs.data.transfer.protection", "authentication",
                "dfs.block.access.token.enable", "true");
        both.forEach(conf::set);
        forClients.putAll(both);
        conf.set("dfs.web.authentication.kerberos.principal", "HTTP/localhost@" + realm);
        // Data is protected by SASL, so the DataNode needs neither a privileged port nor HTTPS to prove who it is.
        conf.setBoolean("ignore.secure.ports.for.testing", true);
        // The node manager serves map output only to whom its files belong to, and all containers run as whoever runs
        // this.
        String names = "RULE:[1:$1](" + USER + ")s/.*/" + System.getProperty("user.name") + "/\nDEFAULT";
        conf.set("hadoop.security.auth_to_local", names);
        forClients.put("hadoop.security.auth_to_local", names);
        UserGroupInformation.setConfiguration(conf);
        UserGroupInformation.loginUserFromKeytab(servers, keytab.toString());
    }

    @Override
    public String toString() {
        return realm + " in " + directory;
    }
}
