package io.isobar.serving.cluster;

/** The names of the nodes in the ZooKeeper of a data center, below its chroot. */
public final class ClusterPaths {
    public static final String ASSIGNMENTS = "/assignments";
    public static final String ANNOUNCEMENTS = "/announcements";
    public static final String QUARANTINED = "/quarantined";
    public static final String COORDINATOR = "/coordinator";

    private ClusterPaths() {}

    static String child(String parent, String name) {
        return parent + '/' + name;
    }
}
